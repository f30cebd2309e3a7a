import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { renderResult } from '../../../reports/json/write.ts';
import { samplePassingResult, sampleScenario } from '../../result/sample.ts';
import type { RunResult } from '../../result/types.ts';
import { createFakeIo, createFakeWiring, type FakeIo } from '../fakes.test.ts';
import { main } from '../main.ts';

describe('gwconf report merge', () => {
  let dir: string;
  let io: FakeIo;
  beforeEach(() => {
    dir = mkdtempSync(join(tmpdir(), 'gwconf-merge-'));
    io = createFakeIo(dir);
  });
  afterEach(() => rmSync(dir, { recursive: true }));

  const call = (...argv: string[]): Promise<number> => main(['report', 'merge', ...argv], io, createFakeWiring());
  const write = (name: string, over: Partial<RunResult>): void =>
    writeFileSync(join(dir, name), renderResult(samplePassingResult(over)));
  const writeShards = (outcome: 'passed' | 'failed'): void => {
    const asked = { count: 2, profiles: [], skipProvisional: false };
    const first = sampleScenario({ id: 'A' });
    const second = sampleScenario({ id: 'B', outcome });
    const elsewhere = { outcome: 'skipped', official: 'skipped', rows: [], reason: 'run by another' } as const;
    write('1.json', { shard: { index: 1, ...asked }, scenarios: [first, { ...second, ...elsewhere, shard: 2 }] });
    write('2.json', { shard: { index: 2, ...asked }, scenarios: [{ ...first, ...elsewhere, shard: 1 }, second] });
  };

  it('writes the reports of the whole run, and ends as it would', async () => {
    writeShards('passed');
    expect(await call('2.json', '1.json', '--output-dir', 'whole')).to.equal(0);
    const whole = JSON.parse(readFileSync(join(dir, 'whole/result.json'), 'utf8')) as RunResult;
    expect(whole).not.to.have.property('shard');
    expect(whole.scenarios.map(({ outcome }) => outcome)).to.deep.equal(['passed', 'passed']);
    expect(readFileSync(join(dir, 'whole/report.yaml'), 'utf8')).to.contain('kind: ConformanceReport');
    expect(readFileSync(join(dir, 'whole/junit.xml'), 'utf8')).to.contain('name="B"');
    expect(existsSync(join(dir, 'whole/report.html'))).to.equal(true);
    expect(io.out()).to.contain('2 scenarios: 2 passed');
  });

  it('ends with 1 where a scenario of any shard failed', async () => {
    writeShards('failed');
    expect(await call('1.json', '2.json')).to.equal(1);
  });

  it('refuses what does not fit together, and to write over a shard, and writes nothing then', async () => {
    writeShards('passed');
    write('whole.json', {});
    expect(await call('1.json')).to.equal(2);
    expect(await call('1.json', 'whole.json')).to.equal(2);
    expect(await call('1.json', 'missing.json')).to.equal(2);
    expect(await call()).to.equal(2);
    writeFileSync(join(dir, 'result.json'), readFileSync(join(dir, '1.json')));
    expect(await call('result.json', '2.json', '--output-dir', '.')).to.equal(2);
    expect(io.err()).to.contain('of 2 shards these are missing: 2').and.contain('result.json is one of the shards');
    expect(existsSync(join(dir, 'gwconf-report'))).to.equal(false);
  });

  for (const shard of ['0/2', '3/2', '1', 'a/b', '1/2/3', '-1/2', '1/0', '1/9999']) {
    it(`refuses --shard ${shard}`, async () => {
      expect(await main(['run', `--shard=${shard}`, '--seed', 'x'], io, createFakeWiring())).to.equal(2);
      expect(io.err()).to.contain('--shard takes');
    });
  }

  it('refuses a shard without a seed, and hands one on', async () => {
    const wiring = createFakeWiring();
    expect(await main(['run', '--shard', '1/2'], io, wiring)).to.equal(2);
    expect(io.err()).to.contain('--shard needs --seed');
    expect(await main(['run', '--shard', '1/2', '--seed', 'x'], io, wiring)).to.equal(0);
    expect(wiring.inputs[0]?.settings.selection.shard).to.deep.equal({ index: 1, count: 2 });
  });
});
