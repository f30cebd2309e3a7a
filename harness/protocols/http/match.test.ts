import { expect } from 'chai';
import { formatMismatches } from '../../match/format.ts';
import { fails, match, passes } from './exchanges.test.ts';

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

    it('may be refused by the Gateway itself with the codes that are left open to it', () => {
      const expectation = { oneOf: ['v1'], refusals: [301, 400] } as const;
      passes({}, expectation);
      passes({ echo: false, response: { status: 400 } }, expectation);
      expect(match({ echo: false, response: { status: 500 } }, expectation)).to.have.length(2);
      fails({ response: { status: 400 } }, expectation, ['response.status', '200', '400']);
    });

    it('may have to have seen what is said of the one that answers', () => {
      const saw = { v1: { headers: { accept: '*/*' } }, v2: { headers: { accept: 'text/html' } } };
      passes({}, { oneOf: ['v1', 'v2'], saw });
      fails({ echo: { pod: 'pod-2' } }, { oneOf: ['v1', 'v2'], saw }, [
        'backend saw header[accept]',
        '"text/html"',
        '"*/*"',
      ]);
      passes({ echo: { pod: 'pod-2' } }, { oneOf: ['v1', 'v2'], saw: { v1: saw.v1 } });
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

    it('compares a list in which order means nothing by its elements', () => {
      const headers = { 'X-List': { anyOrder: ['a', 'b'] } };
      const listing = (...lines: [string, string][]) => ({
        echo: false as const,
        response: { status: 404, headers: lines },
      });
      passes(listing(['x-list', 'b, a']), { status: 404, response: { headers } });
      passes(listing(['x-list', 'b'], ['X-List', 'a']), { status: 404, response: { headers } });
      fails(listing(['x-list', 'a']), { status: 404, response: { headers } }, [
        'response.headers[X-List]',
        '["a","b"] in any order',
        '"a"',
      ]);
      fails(listing(), { status: 404, response: { headers } }, [
        'response.headers[X-List]',
        '["a","b"] in any order',
        'nothing',
      ]);
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

    it('may be an error of the Gateway where others are served on the port', () => {
      passes({ error: { code: 'ECONNREFUSED', message: 'x' } }, { connection: 'unserved' });
      passes({ echo: false, response: { status: 404 } }, { connection: 'unserved' });
      const expected =
        'to be refused or reset, or to fail the TLS handshake, or to be answered with an error of the Gateway';
      fails({ echo: false, response: { status: 200 } }, { connection: 'unserved' }, [
        'connection',
        expected,
        'an answer with 200',
      ]);
      fails({ response: { status: 404 } }, { connection: 'unserved' }, [
        'connection',
        expected,
        'an answer with 404 by backend v1 (pod pod-1 in namespace base)',
      ]);
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
