import { expect } from 'chai';
import { loadReleaseJudge } from '../../apimachinery/validate/index.ts';
import { allRules } from '../validate/index.ts';
import { listLibrary, makeRules, readCases, readLibrary, readPolicy, tryCases } from './index.ts';

describe('the rules that come with gwconf', () => {
  const files = listLibrary().map((name) => ({ name, ...readLibrary(name) }));

  for (const { name, source, text, cases } of files) {
    it(`hold in each of their cases: ${name}`, async () => {
      const { complete } = await loadReleaseJudge('bundled');
      const rules = makeRules(readPolicy(source, text));
      const outcomes = tryCases(rules, readCases(cases?.source ?? '', cases?.text ?? ''), complete);
      expect(outcomes.length).to.be.at.least(rules.length);
      expect(outcomes.flatMap(({ rule, faults }) => faults.map((fault) => `${rule}: ${fault}`))).to.deep.equal([]);
    });
  }

  it('have ids of their own', () => {
    const ids = files.flatMap(({ source, text }) => readPolicy(source, text).rules.map(({ id }) => id));
    expect(new Set([...ids, ...allRules.map(({ id }) => id)]).size).to.equal(ids.length + allRules.length);
  });
});
