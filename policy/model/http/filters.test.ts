import { expect } from 'chai';
import { get } from '../testing.ts';
import { forwardRequest, makeRedirect } from './filters.ts';

const noMatch = { path: { type: 'PathPrefix', value: '/' }, headers: [], query: [] };

describe('filters of HTTPRoute', () => {
  // https://github.com/kubernetes-sigs/gateway-api/blob/v1.7.0/apis/v1/httproute_types.go#L1211-L1224
  const rewrites: readonly [string, string, string, string][] = [
    ['/foo/bar', '/foo', '/xyz', '/xyz/bar'],
    ['/foo/bar', '/foo', '/xyz/', '/xyz/bar'],
    ['/foo/bar', '/foo/', '/xyz', '/xyz/bar'],
    ['/foo/bar', '/foo/', '/xyz/', '/xyz/bar'],
    ['/foo', '/foo', '/xyz', '/xyz'],
    ['/foo/', '/foo', '/xyz', '/xyz/'],
    ['/foo/bar', '/foo', '', '/bar'],
    ['/foo/', '/foo', '', '/'],
    ['/foo', '/foo', '', '/'],
    ['/foo/', '/foo', '/', '/'],
    ['/foo', '/foo', '/', '/'],
  ];
  for (const [path, prefix, value, expected] of rewrites)
    it(`replaces the prefix ${prefix} of ${path} by «${value}»`, () => {
      const match = { ...noMatch, path: { type: 'PathPrefix', value: prefix } };
      const filter = { type: 'URLRewrite' as const, path: { replace: 'prefix' as const, value } };
      expect(forwardRequest(get(`http://a.example${path}?q=1`), [filter], match).path).to.equal(`${expected}?q=1`);
    });

  it('sets, adds and removes headers whatever their case, on every line', () => {
    const request = get('http://a.example/', [
      ['My-Header', 'foo'],
      ['Other', '1'],
      ['other', '2'],
      ['Gone', '1'],
      ['gone', '2'],
    ]);
    const changes = {
      set: [{ name: 'OTHER', value: 'set' }],
      add: [
        { name: 'my-header', value: 'bar,baz' },
        { name: 'new', value: 'x' },
      ],
      remove: ['GONE'],
    };
    expect(forwardRequest(request, [{ type: 'RequestHeaderModifier', changes }], noMatch).headers).to.deep.equal({
      'my-header': ['foo', 'bar', 'baz'],
      other: ['set'],
      gone: [],
      new: ['x'],
    });
  });

  it('redirects with what the filter says, and with the request for the rest', () => {
    const from = (filter: object, port = 8080) =>
      makeRedirect(
        { type: 'RequestRedirect', statusCode: 302, ...filter },
        get('http://a.example:99/p?q=1'),
        port,
        noMatch,
      );
    expect(from({})).to.deep.equal({ status: 302, scheme: 'http', host: 'a.example', port: 8080, path: '/p?q=1' });
    expect(from({ scheme: 'https' })).to.include({ scheme: 'https', port: 443 });
    expect(from({ scheme: 'http' })).to.include({ port: 80 });
    expect(from({ hostname: 'b.example', port: 81, statusCode: 301 })).to.include({
      host: 'b.example',
      port: 81,
      status: 301,
    });
  });
});
