import { expect } from 'chai';
import fc from 'fast-check';
import { compareListenerHostnames, compareRouteHostnames, coversHost, intersect, readHost } from './hostnames.ts';

describe('hostnames', () => {
  // https://github.com/kubernetes-sigs/gateway-api/blob/v1.7.0/apis/v1/httproute_types.go#L73-L97
  const covered: readonly [string | undefined, string, boolean][] = [
    ['*.example.com', 'test.example.com', true],
    ['*.example.com', 'foo.test.example.com', true],
    ['*.example.com', 'example.com', false],
    ['*.example.com', 'test.example.net', false],
    ['*.example.com', 'fooexample.com', false],
    ['test.example.com', 'test.example.com', true],
    ['test.example.com', 'TEST.Example.com', true],
    ['test.example.com', 'a.test.example.com', false],
    [undefined, 'anything.example', true],
  ];
  for (const [pattern, host, expected] of covered)
    it(`${pattern ?? 'none'} ${expected ? 'covers' : 'leaves out'} ${host}`, () => {
      expect(coversHost(pattern, host)).to.equal(expected);
    });

  const common: readonly [string | undefined, string | undefined, string | undefined | null][] = [
    ['test.example.com', undefined, 'test.example.com'],
    ['test.example.com', 'test.example.com', 'test.example.com'],
    ['test.example.com', '*.example.com', 'test.example.com'],
    ['*.example.com', '*.example.com', '*.example.com'],
    ['*.example.com', 'test.example.com', 'test.example.com'],
    ['*.example.com', 'foo.test.example.com', 'foo.test.example.com'],
    ['*.example.com', '*.foo.example.com', '*.foo.example.com'],
    ['*.example.com', 'example.com', null],
    ['*.example.com', 'test.example.net', null],
    ['*.example.com', '*.fooexample.com', null],
    [undefined, undefined, undefined],
  ];
  for (const [listener, route, expected] of common)
    it(`${listener ?? 'none'} and ${route ?? 'none'} have ${expected ?? 'nothing'} in common`, () => {
      expect(intersect(listener, route)).to.equal(expected);
      expect(intersect(route, listener)).to.equal(expected);
    });

  it('have in common exactly the names that both cover', () => {
    const label = fc.constantFrom('a', 'b', 'ab');
    const name = fc.array(label, { minLength: 1, maxLength: 4 }).map((labels) => labels.join('.'));
    const pattern = fc.tuple(fc.boolean(), name).map(([wild, base]) => (wild ? `*.${base}` : base));
    fc.assert(
      fc.property(pattern, pattern, name, (a, b, host) => {
        const both = intersect(a, b);
        const covers = both !== null && coversHost(both, host);
        expect(covers).to.equal(coversHost(a, host) && coversHost(b, host));
      }),
    );
  });

  it('are ordered by what they leave to the wildcard', () => {
    const hostnames = [undefined, '*.example.com', 'foo.example.com', '*.foo.example.com'];
    expect(hostnames.toSorted(compareListenerHostnames)).to.deep.equal([
      'foo.example.com',
      '*.foo.example.com',
      '*.example.com',
      undefined,
    ]);
    expect(compareRouteHostnames('*.long.example.com', 'a.b')).to.be.greaterThan(0);
    expect(compareRouteHostnames('*.a.example.com', undefined)).to.be.lessThan(0);
  });

  it('are read from a Host header without its port', () => {
    expect(readHost('A.example.com:8080')).to.equal('a.example.com');
    expect(readHost('[::1]:80')).to.equal('[::1]');
    expect(readHost('a.example.com')).to.equal('a.example.com');
  });
});
