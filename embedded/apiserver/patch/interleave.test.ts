import { expect } from 'chai';
import { interleave } from './interleave.ts';

describe('the order of a list after an apply', () => {
  const cases: readonly [string, string, string, string][] = [
    ['appends what is new', 'ab', 'c', 'abc'],
    ['takes that of the applied list for what both have', 'ab', 'ba', 'ba'],
    ['keeps what only the live list has before what follows it', 'xaybz', 'ba', 'xybza'],
    ['puts what is new between what both have', 'ab', 'anb', 'anb'],
    ['puts what is new first', 'cs', 'sc', 'sc'],
    ['takes one list where the other is empty', '', 'ab', 'ab'],
    ['keeps one list where nothing is applied', 'ab', '', 'ab'],
    ['names once what comes twice', 'aab', 'ba', 'ba'],
  ];
  for (const [title, live, applied, expected] of cases) {
    it(title, () => {
      expect(interleave([...live], [...applied]).join('')).to.equal(expected);
    });
  }
});
