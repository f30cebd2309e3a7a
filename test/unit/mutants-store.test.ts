import { appendFile, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import type { Judgement } from '../mutants/judge.ts';
import { findKept, findLeft, hasOfficial, keepJudgement, readJudgements } from '../mutants/store.ts';

const judgement: Judgement = { kind: 'defect', name: 'a', verdict: 'expected', failed: ['A'], message: 'wrong' };
const official = { caught: ['X'], message: 'x' };

describe('judgements kept for an interrupted run', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'gwconf-store-'));
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  it('come back from the file, without the line that was cut off', async () => {
    const path = join(folder, 'kept.jsonl');
    expect(await readJudgements(path)).to.deep.equal([]);
    await keepJudgement(path, judgement);
    await keepJudgement(path, { ...judgement, name: 'b' });
    await appendFile(path, '{"kind":"defect","na');
    expect(await readJudgements(path)).to.deep.equal([judgement, { ...judgement, name: 'b' }]);
  });

  it('answer the same question only', () => {
    const find = (one: Partial<Judgement>, only?: string) =>
      findKept([{ ...judgement, ...one }], { kind: 'defect', name: 'a', only });
    expect(find({})).to.deep.equal(judgement);
    expect(find({ name: 'b' })).to.equal(undefined);
    expect(find({ only: 'A' })).to.equal(undefined);
    expect(find({}, 'A')).to.deep.equal(judgement);
    expect(find({ only: 'B' }, 'A')).to.equal(undefined);
    expect(find({ verdict: 'broken' })).to.equal(undefined);
    const broken: Judgement = { ...judgement, kind: 'generated', verdict: 'broken' };
    expect(findKept([broken], { kind: 'generated', name: 'a' })).to.equal(broken);
  });

  it('tell whether the official suite is still to be asked', () => {
    expect(hasOfficial(judgement)).to.equal(false);
    expect(hasOfficial({ ...judgement, official })).to.equal(true);
    expect(hasOfficial({ ...judgement, official: { ...official, broken: 'killed' } })).to.equal(false);
    expect(hasOfficial({ kind: 'variant' })).to.equal(true);
  });

  it('tell which generated defects are left to all scenarios', () => {
    const left: Judgement = { ...judgement, kind: 'generated', verdict: 'unexpected', only: 'A,B' };
    expect(findLeft([left], left)).to.equal(left);
    expect(findLeft([left], { ...left, name: 'b' })).to.equal(undefined);
    expect(findLeft([{ ...left, verdict: 'broken' }], left)).to.equal(undefined);
    expect(findLeft([{ ...left, only: undefined }], left)).to.equal(undefined);
  });
});
