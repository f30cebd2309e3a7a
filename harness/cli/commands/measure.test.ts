import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { createFakeIo, createFakeWiring, type FakeIo } from '../fakes.test.ts';
import { main } from '../main.ts';

describe('gwconf measure', () => {
  let dir: string;
  let io: FakeIo;
  beforeEach(() => {
    dir = mkdtempSync(join(tmpdir(), 'gwconf-measure-'));
    io = createFakeIo(dir);
  });
  afterEach(() => rmSync(dir, { recursive: true }));

  it('runs rounds of changes in the place of the suite, some at the same time', async () => {
    const wiring = createFakeWiring();
    expect(await main(['measure', '--rounds', '3', '--at-once', '2', '--seed', 's'], io, wiring), io.err()).to.equal(0);
    const [input] = wiring.inputs;
    const scenarios = input?.catalogue.scenarios ?? [];
    expect(scenarios.map(({ level }) => level)).to.deep.equal(scenarios.map(() => 'spec'));
    expect(scenarios.map(({ id }) => id)).to.deep.equal(
      [1, 2, 3].flatMap((round) =>
        ['Route', 'Grant', 'Endpoints', 'Certificate', 'Listener'].map((name) => `Measure${name}${round}`),
      ),
    );
    expect(input?.settings).to.include({ concurrency: 2, rerunFailures: false, seed: 's' });
    expect(io.out()).to.contain('Change');
  });

  it('refuses what makes no sense', async () => {
    for (const wrong of [['--rounds', '0'], ['--at-once', 'x'], ['--only', 'A'], ['--shard', '1/2'], ['extra']]) {
      expect(await main(['measure', ...wrong], io, createFakeWiring()), wrong.join(' ')).to.equal(2);
    }
  });
});
