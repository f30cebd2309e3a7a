import { expect } from 'chai';
import { parseDuration } from './duration.ts';
import { canonicalizeName, collectHeaders, readRequestedHeaders } from './headers.ts';
import { readPort } from './identity.ts';

describe('echo headers', () => {
  it('spells names as Go does', () => {
    expect(canonicalizeName('x-foo-BAR')).to.equal('X-Foo-Bar');
    expect(canonicalizeName('ETag')).to.equal('Etag');
    expect(canonicalizeName('x--a-')).to.equal('X--A-');
    expect(canonicalizeName('bad name')).to.equal('bad name');
  });

  it('keeps each field line as an entry of its own, sorted by name', () => {
    const raw = ['X-B', '1', 'Host', 'h', 'x-a', 'one, two', 'x-b', '2', 'Content-Length', '0'];
    const headers = collectHeaders(raw, 1);
    expect(headers).to.deep.equal({ 'Content-Length': ['0'], 'X-A': ['one, two'], 'X-B': ['1', '2'] });
    expect(Object.keys(headers)).to.deep.equal(['Content-Length', 'X-A', 'X-B']);
  });

  it('joins the cookie crumbs of HTTP/2 only', () => {
    const raw = [':path', '/', 'cookie', 'a=1', 'cookie', 'b=2'];
    expect(collectHeaders(raw, 2)).to.deep.equal({ Cookie: ['a=1; b=2'] });
    expect(collectHeaders(raw.slice(2), 1)).to.deep.equal({ Cookie: ['a=1', 'b=2'] });
  });

  it('reads the fields to set, joining repeated ones and leaving out bad names', () => {
    const requested = readRequestedHeaders(['Some-Header:a, other:b:c', 'Some-Header: d,bad name:x']);
    expect([...requested]).to.deep.equal([
      ['Some-Header', 'a,d'],
      ['other', 'b:c'],
    ]);
  });
});

describe('echo durations', () => {
  it('reads what Go writes', () => {
    expect(parseDuration('10ms')).to.equal(10);
    expect(parseDuration('1.5s')).to.equal(1500);
    expect(parseDuration('1m30s')).to.equal(90_000);
    expect(parseDuration('0')).to.equal(0);
  });

  it('refuses what is none', () => {
    for (const text of ['', 'invalid', '10', '-1s', '1s ']) {
      expect(() => parseDuration(text), text).to.throw('is not a duration such as');
    }
  });
});

describe('echo environment', () => {
  it('names the variable whose port is none', () => {
    expect(readPort({}, 'HTTP_PORT', 3000)).to.equal(3000);
    expect(readPort({ HTTP_PORT: '8080' }, 'HTTP_PORT', 3000)).to.equal(8080);
    expect(() => readPort({ HTTP_PORT: 'http' }, 'HTTP_PORT', 3000)).to.throw('HTTP_PORT is "http"; expected a port');
  });
});
