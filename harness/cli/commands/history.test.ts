import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { renderResult } from '../../../reports/json/write.ts';
import { samplePassingResult, sampleRunResult } from '../../result/sample.ts';
import type { RunResult } from '../../result/types.ts';
import { createFakeIo, createFakeWiring, type FakeIo } from '../fakes.test.ts';
import { main } from '../main.ts';

describe('gwconf history', () => {
  let dir: string;
  let io: FakeIo;
  beforeEach(() => {
    dir = mkdtempSync(join(tmpdir(), 'gwconf-history-'));
    io = createFakeIo(dir);
  });
  afterEach(() => rmSync(dir, { recursive: true }));

  const call = (...argv: string[]): Promise<number> => main(['history', ...argv], io, createFakeWiring());
  const write = (name: string, result: RunResult): void => writeFileSync(join(dir, name), renderResult(result));
  const show = async (...argv: string[]): Promise<{ runs: { startedAt: string }[]; trends: object[] }> => {
    const before = io.out().length;
    expect(await call('show', '--format', 'json', ...argv), io.err()).to.equal(0);
    return JSON.parse(io.out().slice(before));
  };

  it('keeps each run once, shows them oldest first, and forgets the oldest', async () => {
    write('b.json', sampleRunResult({ runId: 'b', startedAt: '2026-02-01T00:00:00.000Z' }));
    write('a.json', samplePassingResult({ runId: 'a' }));
    expect(await call('add', 'b.json', 'a.json')).to.equal(0);
    expect(await call('add', 'a.json')).to.equal(0);
    expect(io.out()).to.equal('2 added\n0 added, 1 kept already\n');
    const { runs, trends } = await show();
    expect(runs.map(({ startedAt }) => startedAt.slice(0, 10))).to.deep.equal(['2026-01-02', '2026-02-01']);
    expect(trends[0]).to.include({ flaky: true });
    expect((await show('--last', '1')).runs).to.have.length(1);
    expect(await call('prune', '--keep', '1')).to.equal(0);
    expect((await show()).runs.map(({ startedAt }) => startedAt.slice(0, 10))).to.deep.equal(['2026-02-01']);
    expect(await call('show')).to.equal(0);
    expect(await call('show', '--format', 'html', '--output', 'h.html')).to.equal(0);
    expect(readFileSync(join(dir, 'h.html'), 'utf8')).to.match(/^<!doctype html>/);
  });

  it('refuses what is no history, no result, a shard, and what is not there', async () => {
    expect(await call('show')).to.equal(2);
    expect(await call('prune')).to.equal(2);
    expect(existsSync(join(dir, 'gwconf-history.sqlite'))).to.equal(false);
    writeFileSync(join(dir, 'odd'), 'this is no database, and long enough to be looked at as one '.repeat(20));
    expect(await call('show', '--file', 'odd')).to.equal(2);
    expect(io.err()).to.contain('odd cannot be used as a history');
    expect(readFileSync(join(dir, 'odd'), 'utf8')).to.match(/^this is no database/);
    const shard = { index: 1, count: 2, profiles: [], skipProvisional: false };
    write('shard.json', samplePassingResult({ shard }));
    expect(await call('add', 'shard.json')).to.equal(2);
    expect(await call('add', 'missing.json')).to.equal(2);
    expect(await call('add')).to.equal(2);
    expect(await call('prune', '--keep', '-1')).to.equal(2);
    write('a.json', samplePassingResult());
    expect(await call('add', 'a.json')).to.equal(0);
    expect(await call('show', '--project', 'nobody')).to.equal(2);
    expect(io.err()).to.contain('shard.json is a shard; merge it first');
  });
});
