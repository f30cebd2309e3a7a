import { expect } from 'chai';
import type { RedirectExpectation } from '../../scenario/traffic/http.ts';
import { matchHttp } from './match.ts';
import type { HttpExchange, ResolvedHttpRequest } from './types.ts';

interface Made {
  location?: string | string[];
  status?: number;
  request?: Partial<ResolvedHttpRequest>;
  port?: number;
  echo?: boolean;
}

function match(
  { location = [], status = 302, request, port = 80, echo = false }: Made,
  redirect: Partial<RedirectExpectation>,
) {
  const sent = {
    method: 'GET',
    scheme: 'http',
    host: 'a.example.com',
    path: '/p/q?x=1',
    version: '1.1',
    headers: [],
    sni: '',
    ...request,
  } as const;
  const tls = { protocol: 'TLSv1.3', alpn: '', authorized: true, subjectAltNames: [`DNS:${sent.sni}`] };
  const reply = { path: '/', host: '', method: '', proto: '', headers: {}, namespace: 'n', service: '', pod: 'p' };
  const exchange: HttpExchange = {
    protocol: 'http',
    request: sent,
    remote: { address: '127.0.0.1', port },
    response: {
      status,
      httpVersion: '1.1',
      headers: [location].flat().map((value) => ['location', value] as const),
      body: '',
      bodyTruncated: false,
      ...(sent.scheme === 'https' ? { tls } : {}),
    },
    ...(echo ? { echo: reply } : {}),
    startedAt: '',
    durationMs: 0,
  };
  return matchHttp(exchange, { redirect: { status: 302, ...redirect } }, { backends: {} });
}

const WHOLE = { scheme: 'https', host: 'b.example.com', port: 8443, path: '/x' };

describe('matchHttp of a redirect', () => {
  it('passes where every part agrees', () => {
    expect(match({ location: 'https://b.example.com:8443/x' }, WHOLE)).to.deep.equal([]);
    expect(match({ location: 'HTTPS://B.example.com:8443/x?y=1#z' }, WHOLE)).to.deep.equal([]);
  });

  for (const [part, location, observed] of [
    ['scheme', 'http://b.example.com:8443/x', '"http"'],
    ['host', 'https://a.example.com:8443/x', '"a.example.com"'],
    ['port', 'https://b.example.com:8444/x', '8444'],
    ['port', 'https://b.example.com/x', '443'],
    ['path', 'https://b.example.com:8443/', '"/"'],
    ['path', 'https://b.example.com:8443', '"/"'],
    ['path', 'https://b.example.com:8443/y/../x', '"/y/../x"'],
  ] as const) {
    it(`fails on another ${part}: ${location}`, () => {
      expect(match({ location }, WHOLE)).to.deep.equal([
        {
          path: `response.headers[Location] ${part}`,
          expected: JSON.stringify(WHOLE[part]),
          observed: `${observed} in ${location}`,
        },
      ]);
    });
  }

  it('gives every part that differs, and compares no other', () => {
    expect(match({ location: 'http://c/' }, WHOLE)).to.have.length(4);
    expect(match({ location: 'http://c/' }, { host: 'c' })).to.deep.equal([]);
  });

  it('takes the default port of the scheme', () => {
    expect(match({ location: 'http://b/x' }, { port: 80 })).to.deep.equal([]);
    expect(match({ location: 'https://b/x' }, { port: 443 })).to.deep.equal([]);
    expect(match({ location: 'https://b/x' }, { port: 80 })).to.have.length(1);
    expect(match({ location: 'https://b:/x' }, { port: 443 })).to.deep.equal([]);
  });

  it('resolves a relative Location against the request', () => {
    const here = { scheme: 'http', host: 'a.example.com', port: 8080 };
    expect(match({ location: '/x', port: 8080 }, { ...here, path: '/x' })).to.deep.equal([]);
    expect(match({ location: 'x', port: 8080 }, { ...here, path: '/p/x' })).to.deep.equal([]);
    expect(match({ location: '', port: 8080 }, { ...here, path: '/p/q' })).to.deep.equal([]);
    expect(match({ location: '/x', request: { host: 'a.example.com:8080' } }, { ...here, path: '/x' })).to.deep.equal(
      [],
    );
    expect(match({ location: '//b/x', port: 8080 }, { scheme: 'http', host: 'b', port: 80, path: '/x' })).to.deep.equal(
      [],
    );
    const tls = { scheme: 'https', sni: 'a.example.com' } as const;
    expect(match({ location: '/x', request: tls, port: 443 }, { scheme: 'https', port: 443 })).to.deep.equal([]);
    expect(match({ location: '/x', port: 8080 }, { port: 80 })).to.have.length(1);
  });

  it('compares the query only where one is expected', () => {
    expect(match({ location: '/x?a=1' }, { path: '/x' })).to.deep.equal([]);
    expect(match({ location: '/x?a=1' }, { path: '/x?a=1' })).to.deep.equal([]);
    expect(match({ location: '/x?a=2' }, { path: '/x?a=1' })).to.have.length(1);
  });

  it('knows IPv6 hosts', () => {
    expect(match({ location: 'http://[::1]:81/' }, { host: '[::1]', port: 81 })).to.deep.equal([]);
  });

  it('needs exactly one Location that is a URI reference', () => {
    const path = 'response.headers[Location]';
    expect(match({}, WHOLE)).to.deep.equal([{ path, expected: 'one', observed: 'nothing' }]);
    expect(match({ location: ['/a', '/a'] }, {})).to.deep.equal([{ path, expected: 'one', observed: '["/a","/a"]' }]);
    for (const location of ['http:///x', 'http://:80/x', 'mailto:a', '/a b', 'http://<host>/']) {
      expect(match({ location }, {}), location).to.deep.equal([
        { path, expected: 'a URI reference', observed: JSON.stringify(location) },
      ]);
    }
  });

  it('needs the code, from no backend', () => {
    expect(match({ location: '/', status: 301 }, {})).to.deep.equal([
      { path: 'response.status', expected: '302', observed: '301' },
    ]);
    expect(match({ status: 200 }, WHOLE).map(({ path }) => path)).to.deep.equal(['response.status']);
    expect(match({ location: '/', echo: true }, {}).map(({ path }) => path)).to.deep.equal(['backend']);
  });
});
