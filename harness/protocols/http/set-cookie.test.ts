import { expect } from 'chai';
import type { CookieExpectation } from '../../scenario/traffic/http.ts';
import { matchSetCookie } from './set-cookie.ts';

const AT = '2026-01-01T00:00:00.000Z';

function match(lines: readonly string[], expected: CookieExpectation, date?: string): string[] {
  const headers = [
    ...lines.map((line) => ['set-cookie', line] as const),
    ...(date === undefined ? [] : [['Date', date] as const]),
  ];
  return matchSetCookie({ headers }, expected, AT).map(({ expected: wanted, observed }) => `${wanted}: ${observed}`);
}

describe('a cookie that is set', () => {
  it('may be any of several', () => {
    expect(match(['a=1; Path=/a', 'b=2; path=/'], { path: '/' })).to.deep.equal([]);
    expect(match(['a=1; Path=/a', 'b=2'], { path: '/' })).to.deep.equal(['"/": "/a"']);
    expect(match([], {})).to.deep.equal(['a cookie: none']);
  });

  it('of a session has no lifetime', () => {
    expect(match(['a=1'], { lifetime: 'session' })).to.deep.equal([]);
    expect(match(['a=1; Max-Age=5'], { lifetime: 'session' })).to.deep.equal([
      'neither Max-Age nor Expires: a lifetime of 5 s',
    ]);
    expect(match(['a=1; Expires=Thu, 01 Jan 2026 00:10:00 GMT'], { lifetime: 'session' })).to.have.length(1);
  });

  it('lives as long as Max-Age or Expires says, by the clock of whoever sets it', () => {
    expect(match(['a=1; Max-Age=600'], { lifetime: 600 })).to.deep.equal([]);
    expect(match(['a=1; Max-Age=60'], { lifetime: 600 })).to.have.length(1);
    expect(match(['a=1'], { lifetime: 600 })).to.have.length(1);
    const expires = 'a=1; Expires=Thu, 01 Jan 2026 02:10:00 GMT';
    expect(match([expires], { lifetime: 600 })).to.have.length(1);
    expect(match([expires], { lifetime: 600 }, 'Thu, 01 Jan 2026 02:00:00 GMT')).to.deep.equal([]);
  });
});
