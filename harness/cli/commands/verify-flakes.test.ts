import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { samplePassingResult, sampleScenario } from '../../result/sample.ts';
import type { Outcome } from '../../result/types.ts';
import { createFakeIo, createFakeWiring, type FakeIo } from '../fakes.test.ts';
import { main } from '../main.ts';

describe('gwconf verify-flakes', () => {
  let dir: string;
  let io: FakeIo;
  beforeEach(() => {
    dir = mkdtempSync(join(tmpdir(), 'gwconf-flakes-'));
    io = createFakeIo(dir);
  });
  afterEach(() => rmSync(dir, { recursive: true }));

  const end = (outcomes: readonly Outcome[], flaky: boolean) =>
    createFakeWiring({
      runConformance: async () =>
        samplePassingResult({
          scenarios: [
            sampleScenario({ id: 'A', flaky, repeats: outcomes.map((outcome) => ({ outcome, durationMs: 1 })) }),
          ],
        }),
    });

  it('ends with 1 where a scenario is flaky, and else with 0, and tells how often each passed', async () => {
    expect(await main(['verify-flakes', '--runs', '2'], io, end(['passed', 'failed'], true))).to.equal(1);
    expect(io.out()).to.match(/^A +1 +1 +0 +flaky/m);
    expect(await main(['verify-flakes', '--runs', '2'], io, end(['failed', 'failed'], false))).to.equal(0);
    expect(await main(['verify-flakes', '--runs', '2'], io, end(['passed', 'error'], false))).to.equal(3);
  });

  it('asks the engine for so many runs of each', async () => {
    const wiring = createFakeWiring();
    await main(['verify-flakes'], io, wiring);
    await main(['verify-flakes', '--runs', '3', '--only', 'HTTPRouteHeaderMatching'], io, wiring);
    expect(wiring.inputs.map(({ settings }) => settings.repeatEach)).to.deep.equal([20, 3]);
    expect(wiring.inputs[1]?.settings.selection.only).to.deep.equal(['HTTPRouteHeaderMatching']);
  });

  it('refuses what makes no sense', async () => {
    for (const wrong of [['--runs', '1'], ['--runs', 'x'], ['--fail-fast'], ['--shard', '1/2'], ['--runs', '5000']]) {
      expect(await main(['verify-flakes', ...wrong], io, createFakeWiring()), wrong.join(' ')).to.equal(2);
    }
    expect(await main(['run', '--repeat-each', '0'], io, createFakeWiring())).to.equal(2);
  });
});
