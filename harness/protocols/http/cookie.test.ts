import { expect } from 'chai';
import { findCookie, matchCookie, returnWith } from './cookie.ts';
import type { HttpExchange } from './types.ts';

const request = { method: 'GET', scheme: 'http', version: '1.1', host: 'h', path: '/', headers: [], sni: '' } as const;

function exchange(first: HttpExchange['first'], pod?: string): HttpExchange {
  const echo = pod === undefined ? {} : { echo: { pod } as NonNullable<HttpExchange['echo']> };
  const remote = { address: 'a', port: 80 };
  const times = { startedAt: '', durationMs: 0 };
  return {
    protocol: 'http',
    request: { ...request, cookie: 'c' },
    remote,
    ...times,
    ...echo,
    ...(first ? { first } : {}),
  };
}

describe('a request that comes again with a cookie', () => {
  it('takes the value from the answer that set it', () => {
    const headers = [
      ['set-cookie', 'other=1'],
      ['Set-Cookie', 'c=abc=; Path=/; HttpOnly'],
    ] as const;
    const response = { status: 200, httpVersion: '1.1', headers, body: '', bodyTruncated: false };
    expect(findCookie({ response }, 'c')).to.equal('abc=');
    expect(findCookie({ response }, 'd')).to.equal(undefined);
    expect(returnWith(request, 'c', 'abc=').headers).to.deep.equal([['Cookie', 'c=abc=']]);
  });

  it('must be answered by the same pod', () => {
    const paths = (one: HttpExchange) => matchCookie(one).map(({ path }) => path);
    expect(paths(exchange({ isSet: true, pod: 'p' }, 'p'))).to.deep.equal([]);
    expect(paths(exchange({ isSet: true, pod: 'p' }, 'q'))).to.deep.equal(['backend']);
    expect(paths(exchange({ isSet: false, pod: 'p' }, 'p'))).to.deep.equal(['response.headers[Set-Cookie]']);
  });
});
