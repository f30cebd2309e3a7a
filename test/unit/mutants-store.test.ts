import { appendFile, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import type { Judgement } from '../mutants/judge.ts';
import { findKept, keepJudgement, readJudgements } from '../mutants/store.ts';

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
    const find = (one: Partial<Judgement>, withOfficial = false, only?: string) =>
      findKept([{ ...judgement, ...one }], { kind: 'defect', name: 'a', only }, withOfficial);
    expect(find({})).to.deep.equal(judgement);
    expect(find({ name: 'b' })).to.equal(undefined);
    expect(find({ only: 'A' })).to.equal(undefined);
    expect(find({}, false, 'A')).to.deep.equal(judgement);
    expect(find({ only: 'B' }, false, 'A')).to.equal(undefined);
    expect(find({ verdict: 'broken' })).to.equal(undefined);
    expect(find({}, true)).to.equal(undefined);
    expect(find({ official }, true)).to.deep.equal({ ...judgement, official });
    expect(find({ official: { ...official, broken: 'killed' } }, true)).to.equal(undefined);
  });
});
