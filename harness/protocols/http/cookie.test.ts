import { expect } from 'chai';
import { findCookie, matchCookie, returnWith } from './cookie.ts';
import type { HttpExchange } from './types.ts';

const request = { method: 'GET', scheme: 'http', version: '1.1', host: 'h', path: '/', headers: [], sni: '' } as const;

function exchange(first: HttpExchange['first'], pod?: string, leadsTo: 'same' | 'another' = 'same'): HttpExchange {
  const echo = pod === undefined ? {} : { echo: { pod } as NonNullable<HttpExchange['echo']> };
  const remote = { address: 'a', port: 80 };
  const times = { startedAt: '', durationMs: 0 };
  return {
    protocol: 'http',
    request: { ...request, cookie: { name: 'c', leadsTo } },
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
    expect(findCookie({ response }, 'c')).to.deep.equal({ name: 'c', value: 'abc=' });
    expect(findCookie({ response })).to.deep.equal({ name: 'other', value: '1' });
    expect(findCookie({ response }, 'd')).to.equal(undefined);
  });

  it('has all its cookies in one field', () => {
    const cookie = { name: 'c', value: 'abc=' };
    expect(returnWith(request, cookie).headers).to.deep.equal([['Cookie', 'c=abc=']]);
    const own = [
      ['cookie', 'x-c=1'],
      ['x', 'y'],
    ] as const;
    expect(returnWith({ ...request, headers: own }, cookie).headers).to.deep.equal([
      ['x', 'y'],
      ['Cookie', 'x-c=1; c=abc='],
    ]);
  });

  it('must be answered by the same pod', () => {
    const paths = (one: HttpExchange) => matchCookie(one).map(({ path }) => path);
    expect(paths(exchange({ isSet: true, pod: 'p' }, 'p'))).to.deep.equal([]);
    expect(paths(exchange({ isSet: true, pod: 'p' }, 'q'))).to.deep.equal(['backend']);
    expect(paths(exchange({ isSet: true, pod: 'p' }, 'p', 'another'))).to.deep.equal(['backend']);
    expect(paths(exchange({ isSet: true, pod: 'p' }, 'q', 'another'))).to.deep.equal([]);
    expect(paths(exchange({ isSet: false, pod: 'p' }, 'p'))).to.deep.equal(['response.headers[Set-Cookie]']);
  });
});
