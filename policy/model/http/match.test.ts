import { expect } from 'chai';
import fc from 'fast-check';
import type { HttpMatch } from '../objects.ts';
import { get } from '../testing.ts';
import { findMiss } from './match.ts';
import type { Reading } from './readings.ts';

const strict: Reading = {
  isolation: true,
  hostnames: 'route',
  trailingSlash: true,
  repeated: 'joined',
  rejecting: false,
};

function match(fields: Partial<HttpMatch>): HttpMatch {
  return { path: { type: 'PathPrefix', value: '/' }, headers: [], query: [], ...fields };
}

const matches = (wanted: HttpMatch, path: string, headers: [string, string][] = [], reading = strict) =>
  findMiss(wanted, { ...get('http://a.example'), path, headers }, reading) === undefined;

describe('matches of HTTPRoute', () => {
  // https://github.com/kubernetes-sigs/gateway-api/blob/v1.7.0/apis/v1/httproute_types.go#L524-L538
  const paths: readonly [string, string, string, boolean][] = [
    ['Exact', '/abc', '/abc', true],
    ['Exact', '/abc', '/abc/', false],
    ['Exact', '/abc', '/Abc', false],
    ['Exact', '/abc', '/abcd', false],
    ['Exact', '/abc', '/abc?q=1', true],
    ['PathPrefix', '/abc', '/abc', true],
    ['PathPrefix', '/abc', '/abc/', true],
    ['PathPrefix', '/abc', '/abc/def', true],
    ['PathPrefix', '/abc', '/abcd', false],
    ['PathPrefix', '/abc', '/ABC', false],
    ['PathPrefix', '/abc/', '/abc', true],
    ['PathPrefix', '/abc/', '/abc/def', true],
    ['PathPrefix', '/abc/', '/abcd', false],
    ['PathPrefix', '/abc', '/x/abc', false],
    ['PathPrefix', '/', '/anything', true],
  ];
  for (const [type, value, path, expected] of paths)
    it(`${type} ${value} ${expected ? 'takes' : 'leaves'} ${path}`, () => {
      expect(matches(match({ path: { type, value } }), path)).to.equal(expected);
    });

  it('take a prefix for what a string says: itself, or itself and a slash', () => {
    const element = fc.constantFrom('a', 'b', 'ab', '');
    const path = fc.array(element, { maxLength: 4 }).map((elements) => `/${elements.join('/')}`);
    const single = path.filter((text) => !text.includes('//'));
    fc.assert(
      fc.property(single, single, (prefix, given) => {
        const bare = prefix.replace(/\/$/, '');
        const expected = given === bare || given.startsWith(`${bare}/`);
        expect(matches(match({ path: { type: 'PathPrefix', value: prefix } }), given)).to.equal(expected);
      }),
    );
  });

  const header = (name: string, value: string) => ({ type: 'Exact', name, value });

  it('need every header, by name without regard to case, and by value exactly', () => {
    const both = match({ headers: [header('Version', 'one'), header('color', 'blue')] });
    expect(
      matches(both, '/', [
        ['version', 'one'],
        ['COLOR', 'blue'],
      ]),
    ).to.equal(true);
    expect(matches(both, '/', [['version', 'one']])).to.equal(false);
    expect(
      matches(both, '/', [
        ['version', 'One'],
        ['color', 'blue'],
      ]),
    ).to.equal(false);
    expect(
      matches(both, '/', [
        ['version', 'one1'],
        ['color', 'blue'],
      ]),
    ).to.equal(false);
  });

  it('let the first of two headers with equivalent names count', () => {
    const twice = match({ headers: [header('foo', '1'), header('Foo', '2')] });
    expect(matches(twice, '/', [['foo', '1']])).to.equal(true);
    expect(matches(twice, '/', [['foo', '2']])).to.equal(false);
  });

  it('read a repeated header in each way that is left open', () => {
    const wanted = match({ headers: [header('a', '1')] });
    const twice: [string, string][] = [
      ['a', '1'],
      ['a', '2'],
    ];
    expect(matches(wanted, '/', twice, { ...strict, repeated: 'first' })).to.equal(true);
    expect(matches(wanted, '/', twice, { ...strict, repeated: 'last' })).to.equal(false);
    expect(matches(match({ headers: [header('a', '1,2')] }), '/', twice)).to.equal(true);
  });

  it('compare method and query parameters', () => {
    expect(matches(match({ method: 'POST' }), '/')).to.equal(false);
    const wanted = match({ query: [header('q', 'a b')] });
    expect(matches(wanted, '/?q=a+b')).to.equal(true);
    expect(matches(wanted, '/?Q=a+b')).to.equal(false);
    expect(matches(wanted, '/?q=a')).to.equal(false);
  });
});
