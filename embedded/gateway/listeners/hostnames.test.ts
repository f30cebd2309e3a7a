import { expect } from 'chai';
import { hostMatches, hostnamesIntersect, normaliseHost } from './hostnames.ts';

describe('hostnames', () => {
  it('match as the specification says', () => {
    const cases = [
      [undefined, 'a.b', true],
      ['a.b', 'a.b', true],
      ['A.b', 'a.b', true],
      ['*.b', 'a.b', true],
      ['*.b', 'x.a.b', true],
      ['*.b', 'b', false],
      ['*.b', '.b', false],
      ['*.b', 'ab', false],
    ] as const;
    for (const [pattern, host, matches] of cases)
      expect(hostMatches(pattern, host), `${pattern} ${host}`).to.equal(matches);
  });

  it('intersect where some name matches both', () => {
    const cases = [
      [undefined, '*.b', true],
      ['*.b', 'a.b', true],
      ['a.b', '*.b', true],
      ['*.b', '*.a.b', true],
      ['*.b', 'b', false],
      ['a.b', 'c.b', false],
    ] as const;
    for (const [a, b, meet] of cases) expect(hostnamesIntersect(a, b), `${a} ${b}`).to.equal(meet);
  });

  it('lose their port and case', () => {
    expect(['A.b:80', 'a.b', '[::1]:80'].map(normaliseHost)).to.deep.equal(['a.b', 'a.b', '[::1]']);
  });
});
