import { expect } from 'chai';
import type { HttpExpectation } from '../scenario/expectations.ts';
import type { EchoReply, HttpExchange, HttpResponseRecord, ResolvedHttpRequest, TlsDetails } from '../traffic/types.ts';
import { formatMismatches, matchHttp } from './index.ts';

const REQUEST: ResolvedHttpRequest = {
  method: 'GET',
  scheme: 'http',
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

interface Made {
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
    request: { ...REQUEST, ...request },
    remote: { address: '127.0.0.1', port },
    ...(error ? { error } : { response: answer, ...(reply ? { echo: reply } : {}) }),
    startedAt: '2026-01-01T00:00:00.000Z',
    durationMs: 1,
  };
}

function match(made: Made, expectation: HttpExpectation) {
  const exchange = make(made);
  return matchHttp(exchange, expectation, { backends: BACKENDS, request: exchange.request });
}

function passes(made: Made, expectation: HttpExpectation) {
  expect(match(made, expectation)).to.deep.equal([]);
}

function fails(made: Made, expectation: HttpExpectation, ...mismatches: readonly [string, string, string][]) {
  const told = match(made, expectation).map(({ path, expected, observed }) => [path, expected, observed]);
  expect(told).to.deep.equal(mismatches);
}

describe('matchHttp', () => {
  describe('backend', () => {
    it('passes an answer by a pod of it', () => passes({}, { backend: 'v1' }));

    it('names the backend, pod and namespace that answered instead', () => {
      const expected = 'an answer by backend v1';
      fails({ echo: { pod: 'pod-2' } }, { backend: 'v1' }, [
        'backend',
        expected,
        'an answer by backend v2 (pod pod-2 in namespace base)',
      ]);
      fails({ echo: { pod: 'pod-9' } }, { backend: 'v1' }, [
        'backend',
        expected,
        'an answer by pod pod-9 in namespace base, which is no backend of the scenario',
      ]);
      fails({ echo: { namespace: 'other' } }, { backend: 'v1' }, [
        'backend',
        expected,
        'an answer by pod pod-1 in namespace other, which is no backend of the scenario',
      ]);
    });

    it('does not pass an answer that is no echo', () => {
      fails({ echo: false }, { backend: 'v1' }, [
        'backend',
        'an answer by backend v1',
        `an answer that is no backend's, with the body "default backend"`,
      ]);
    });

    it('asks for 200, or the code given', () => {
      fails({ response: { status: 201 } }, { backend: 'v1' }, ['response.status', '200', '201']);
      passes({ response: { status: 201 } }, { backend: 'v1', status: 201 });
    });

    it('gives every mismatch', () => {
      const paths = match(
        { response: { status: 500 }, echo: { pod: 'pod-2' } },
        { backend: 'v1', response: { headers: { A: '1' } } },
      );
      expect(paths.map(({ path }) => path)).to.deep.equal(['response.status', 'backend', 'response.headers[A]']);
    });

    it('tells an exchange that failed', () => {
      const error = { code: 'ECONNREFUSED', message: 'connect ECONNREFUSED 127.0.0.1:80' };
      fails({ error }, { backend: 'v1' }, [
        'response',
        '200 by backend v1',
        'connect ECONNREFUSED 127.0.0.1:80 (ECONNREFUSED)',
      ]);
    });

    it('refuses a backend that the scenario does not have', () => {
      expect(() => match({}, { backend: 'v7' })).to.throw(
        'backend "v7", which the scenario does not declare (declared: v1, v2)',
      );
    });
  });

  describe('what the backend saw', () => {
    it('must be what was sent', () => {
      fails({ echo: { path: '/' } }, { backend: 'v1' }, ['backend saw path', '"/p?q=1"', '"/"']);
      fails({ echo: { method: 'POST' } }, { backend: 'v1' }, ['backend saw method', '"GET"', '"POST"']);
      fails({ echo: { host: 'b' } }, { backend: 'v1' }, ['backend saw host', '"a.example.com"', '"b"']);
    });

    it('may be told otherwise, and then must be that', () => {
      const saw = { path: '/new', method: 'PUT', host: 'new.example.com' };
      passes({ echo: saw }, { backend: 'v1', saw });
      expect(match({}, { backend: 'v1', saw }).map(({ path }) => path)).to.deep.equal([
        'backend saw method',
        'backend saw path',
        'backend saw host',
      ]);
    });

    it('knows a host by its name, with or without the port', () => {
      passes({ echo: { host: 'A.Example.com:80' } }, { backend: 'v1' });
      passes({ request: { host: 'a.example.com:8080' } }, { backend: 'v1' });
      passes({ request: { host: '[::1]:80' }, echo: { host: '[::1]' } }, { backend: 'v1' });
      fails({ request: { host: 'a:80' }, echo: { host: 'a:81' } }, { backend: 'v1' }, [
        'backend saw host',
        '"a:80"',
        '"a:81"',
      ]);
    });

    const sees = (headers: EchoReply['headers'], name: string, value: string | string[] | null) => {
      return match({ echo: { headers } }, { backend: 'v1', saw: { headers: { [name]: value } } });
    };

    it('has headers without regard to the case of names, but of values', () => {
      expect(sees({ 'X-A': ['One'] }, 'x-a', 'One')).to.deep.equal([]);
      expect(sees({ 'X-A': ['One'] }, 'x-a', 'one')).to.deep.equal([
        { path: 'backend saw header[x-a]', expected: '"one"', observed: '"One"' },
      ]);
      expect(sees({}, 'x-a', 'one')[0]).to.include({ observed: 'nothing' });
    });

    it('takes several values as lines, in any spelling of the name, or joined', () => {
      const same: EchoReply['headers'][] = [{ A: ['1', '2'] }, { A: ['1,2'] }, { A: ['1, 2'] }, { A: ['1'], a: ['2'] }];
      for (const headers of same) {
        expect(sees(headers, 'a', ['1', '2'])).to.deep.equal([]);
        expect(sees(headers, 'a', '1,2')).to.deep.equal([]);
      }
      const wrong = [
        { A: ['2', '1'] },
        { A: ['1'] },
        { A: ['1', '2', '3'] },
        { A: ['1', '2', '2'] },
        { A: ['1;2'] },
        { A: ['12'] },
      ];
      for (const headers of wrong) expect(sees(headers, 'a', ['1', '2'])).to.have.length(1);
    });

    it('does not split quoted strings, and tells empty from absent', () => {
      expect(sees({ A: ['"1, 2"'] }, 'a', '"1,2"')).to.have.length(1);
      expect(sees({ A: ['"1, 2"', '3'] }, 'a', '"1, 2",3')).to.deep.equal([]);
      expect(sees({ A: ['"\\"", 2'] }, 'a', ['"\\""', '2'])).to.deep.equal([]);
      expect(sees({ A: [''] }, 'a', '')).to.deep.equal([]);
      expect(sees({}, 'a', '')).to.have.length(1);
      expect(sees({ A: ['1', ''] }, 'a', '1')).to.have.length(1);
    });

    it('must lack what is null', () => {
      expect(sees({}, 'a', null)).to.deep.equal([]);
      expect(sees({ A: ['1'] }, 'a', null)).to.deep.equal([
        { path: 'backend saw header[a]', expected: 'no such header', observed: '"1"' },
      ]);
      expect(sees({ A: [''] }, 'a', null)).to.have.length(1);
    });

    it('is not asked of another backend', () => {
      const told = match({ echo: { pod: 'pod-2', path: '/x' } }, { backend: 'v1' });
      expect(told.map(({ path }) => path)).to.deep.equal(['backend']);
    });
  });

  describe('one of several backends', () => {
    it('passes any of them only', () => {
      passes({ echo: { pod: 'pod-2' } }, { oneOf: ['v1', 'v2'] });
      fails({ echo: { pod: 'pod-2' } }, { oneOf: ['v1'] }, [
        'backend',
        'an answer by backend v1',
        'an answer by backend v2 (pod pod-2 in namespace base)',
      ]);
      fails({ response: { status: 500 } }, { oneOf: ['v1'] }, ['response.status', '200', '500']);
      passes({ response: { status: 500 } }, { oneOf: ['v1'], status: 500 });
      expect(match({ echo: false }, { oneOf: ['v1', 'v2'] })[0]?.expected).to.equal('an answer by backend v1 or v2');
    });
  });

  describe('a code', () => {
    it('passes one of those given', () => {
      passes({ echo: false, response: { status: 404 } }, { status: 404 });
      passes({ echo: false, response: { status: 503 } }, { status: [500, 503] });
      fails({ echo: false, response: { status: 404 } }, { status: [500, 502, 503] }, [
        'response.status',
        '500, 502 or 503',
        '404',
      ]);
    });

    it('does not pass when a backend gave it, and names the backend', () => {
      fails({ response: { status: 404 } }, { status: 404 }, [
        'backend',
        'no backend to be reached',
        'an answer by backend v1 (pod pod-1 in namespace base)',
      ]);
      expect(match({}, { status: 404 }).map(({ path }) => path)).to.deep.equal(['response.status', 'backend']);
    });

    it('checks response headers, on any status', () => {
      const headers = [['X-Set', '1']] as const;
      passes(
        { echo: false, response: { status: 404, headers } },
        { status: 404, response: { headers: { 'x-set': '1', b: null } } },
      );
      fails(
        { echo: false, response: { status: 404, headers } },
        { status: 404, response: { headers: { 'x-set': null } } },
        ['response.headers[x-set]', 'no such header', '"1"'],
      );
      fails({ response: { headers } }, { backend: 'v1', response: { headers: { 'X-Set': '2' } } }, [
        'response.headers[X-Set]',
        '"2"',
        '"1"',
      ]);
    });

    it('tells an exchange that failed', () => {
      const error = { code: 'ETIMEDOUT', message: 'no complete answer' };
      fails({ error }, { status: [404, 500] }, [
        'response',
        'an answer with 404 or 500',
        'no complete answer (ETIMEDOUT)',
      ]);
    });
  });

  describe('a refused connection', () => {
    for (const code of ['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'EPROTO', 'ERR_SSL_TLSV1_ALERT_UNRECOGNIZED_NAME']) {
      it(`is ${code}`, () => passes({ error: { code, message: 'x' } }, { connection: 'refused' }));
    }
    for (const code of [
      'ETIMEDOUT',
      'HPE_INVALID_CONSTANT',
      'ERR_UNESCAPED_CHARACTERS',
      'ERR_TLS_INVALID_CONTEXT',
      'ENOTFOUND',
    ]) {
      it(`is not ${code}`, () =>
        expect(match({ error: { code, message: 'x' } }, { connection: 'refused' })).to.have.length(1));
    }

    it('is no answer at all', () => {
      const expected = 'to be refused or reset, or to fail the TLS handshake';
      fails({ echo: false, response: { status: 404 } }, { connection: 'refused' }, [
        'connection',
        expected,
        'an answer with 404',
      ]);
      fails({}, { connection: 'refused' }, [
        'connection',
        expected,
        'an answer with 200 by backend v1 (pod pod-1 in namespace base)',
      ]);
    });
  });

  describe('over TLS', () => {
    const TLS: TlsDetails = {
      protocol: 'TLSv1.3',
      alpn: 'http/1.1',
      authorized: true,
      subjectAltNames: ['DNS:other.example.org', 'DNS:*.example.com'],
    };
    const https = (tls: TlsDetails | undefined, sni = 'a.example.com', echo: false | undefined = undefined): Made => ({
      request: { scheme: 'https', sni },
      echo,
      response: { status: echo === false ? 404 : 200, tls },
    });

    it('passes a certificate that verifies for the name', () => {
      passes(https(TLS), { backend: 'v1' });
      passes(https(TLS, 'A.Example.Com'), { backend: 'v1' });
      passes(https(TLS, 'other.example.org', false), { status: 404 });
      passes(https(TLS, ''), { backend: 'v1' });
    });

    it('fails one that does not verify, on any expectation', () => {
      const tls = { ...TLS, authorized: false, authorizationError: 'DEPTH_ZERO_SELF_SIGNED_CERT' };
      const told: [string, string, string] = [
        'tls.certificate',
        'one that verifies for "a.example.com"',
        'one for DNS:other.example.org, DNS:*.example.com (DEPTH_ZERO_SELF_SIGNED_CERT)',
      ];
      fails(https(tls), { backend: 'v1' }, told);
      fails(https(tls), { oneOf: ['v1'] }, told);
      fails(https(tls, 'a.example.com', false), { status: 404 }, told);
      expect(match(https(tls, ''), { backend: 'v1' })).to.have.length(1);
    });

    it('fails one for other names, even where the client took it', () => {
      for (const sni of ['example.com', 'a.b.example.com', 'example.org', 'aexample.com']) {
        expect(match(https(TLS, sni), { backend: 'v1' }), sni).to.have.length(1);
      }
      expect(match(https({ ...TLS, subjectAltNames: [] }), { backend: 'v1' })).to.have.length(1);
      expect(match(https({ ...TLS, subjectAltNames: ['IP Address:a.example.com'] }), { backend: 'v1' })).to.have.length(
        1,
      );
    });

    it('fails an answer without TLS', () => {
      fails(https(undefined), { backend: 'v1' }, ['tls.certificate', 'TLS', 'plain text']);
    });
  });
});

describe('formatMismatches', () => {
  const mismatch = (path: string) => ({ path, expected: '1', observed: '2' });

  it('gives one sentence, and counts what is left out', () => {
    expect(formatMismatches([mismatch('a'), mismatch('b')])).to.equal('a: expected 1, got 2; b: expected 1, got 2');
    expect(formatMismatches('abcdef'.split('').map(mismatch))).to.match(/; and 2 more$/);
    expect(formatMismatches('abcd'.split('').map(mismatch))).to.not.contain('more');
    expect(formatMismatches([])).to.equal('no mismatch');
  });
});
