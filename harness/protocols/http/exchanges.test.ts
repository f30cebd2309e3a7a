import { expect } from 'chai';
import type { HttpExpectation } from '../../scenario/traffic/http.ts';
import { matchHttp } from './match.ts';
import type { EchoReply, HttpExchange, HttpResponseRecord, ResolvedHttpRequest } from './types.ts';

/** Exchanges for the tests beside this file; no tests of its own. */
const REQUEST: ResolvedHttpRequest = {
  method: 'GET',
  scheme: 'http',
  version: '1.1',
  host: 'a.example.com',
  path: '/p?q=1',
  headers: [],
  sni: '',
};
const ECHO: EchoReply = {
  path: '/p?q=1',
  host: 'a.example.com',
  method: 'GET',
  proto: 'HTTP/1.1',
  headers: { Accept: ['*/*'], 'X-Many': ['a', 'b'] },
  namespace: 'base',
  service: '',
  pod: 'pod-1',
};
const BACKENDS = {
  v1: { pods: new Set(['pod-1']), namespace: 'base' },
  v2: { pods: new Set(['pod-2']), namespace: 'base' },
};

export interface Made {
  request?: Partial<ResolvedHttpRequest>;
  echo?: Partial<EchoReply> | false;
  response?: Partial<HttpResponseRecord>;
  error?: { code: string; message: string };
  port?: number;
}

function make({ request, echo = {}, response = {}, error, port = 80 }: Made): HttpExchange {
  const reply = echo ? { ...ECHO, ...echo } : undefined;
  const answer = {
    status: 200,
    httpVersion: '1.1',
    headers: [],
    body: reply ? JSON.stringify(reply) : 'default backend',
    bodyTruncated: false,
    ...response,
  };
  return {
    protocol: 'http',
    request: { ...REQUEST, ...request },
    remote: { address: '127.0.0.1', port },
    ...(error ? { error } : { response: answer, ...(reply ? { echo: reply } : {}) }),
    startedAt: '2026-01-01T00:00:00.000Z',
    durationMs: 1,
  };
}

export function match(made: Made, expectation: HttpExpectation) {
  const exchange = make(made);
  return matchHttp(exchange, expectation, { backends: BACKENDS });
}

export function passes(made: Made, expectation: HttpExpectation) {
  expect(match(made, expectation)).to.deep.equal([]);
}

export function fails(made: Made, expectation: HttpExpectation, ...mismatches: readonly [string, string, string][]) {
  const told = match(made, expectation).map(({ path, expected, observed }) => [path, expected, observed]);
  expect(told).to.deep.equal(mismatches);
}
