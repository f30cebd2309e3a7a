import { expect } from 'chai';
import { systemClock } from '../../wait/clock.ts';
import { createTrafficClient } from '../client.ts';
import type { Dial } from '../types.ts';
import { createReach } from './reach.ts';
import { describeUnreached, explainUnreached } from './unreached.ts';

const { signal } = new AbortController();

describe('explainUnreached', () => {
  const explain = (code: string, message = '') => explainUnreached({ code, message });

  it('takes what did not get to the host for the fault of the way', () => {
    expect(explain('ENETUNREACH')).to.equal('this machine has no route there (ENETUNREACH)');
    for (const code of ['EHOSTUNREACH', 'ENOTFOUND', 'EAI_AGAIN', 'EAFNOSUPPORT'])
      expect(explain(code), code).to.contain(`(${code})`);
    expect(explain('UNAVAILABLE', 'Last error: connect ENETUNREACH 2001:db8::10:80')).to.contain('(ENETUNREACH)');
    expect(explain('UNREACHED', 'the endpoints are no pods')).to.equal('the endpoints are no pods');
  });

  it('takes what got there, or may have, for no such thing', () => {
    for (const code of ['ECONNREFUSED', 'ECONNRESET', 'ETIMEDOUT', 'EPROTO', 'UNAVAILABLE', 'HPE_INVALID_CONSTANT'])
      expect(explain(code, `connect ${code} 10.0.0.1:80`), code).to.equal(undefined);
    expect(explainUnreached(undefined)).to.equal(undefined);
  });

  it('tells each address once', () => {
    const tried = (address: string, code: string) => ({ remote: { address, port: 80 }, error: { code, message: '' } });
    const exchanges = [tried('::1', 'ENETUNREACH'), tried('a', 'ECONNREFUSED'), tried('::1', 'EHOSTUNREACH')];
    expect(describeUnreached(exchanges)).to.equal(
      '::1: no host answers to that address in this network (EHOSTUNREACH)',
    );
  });
});

describe('a connection that fails on its way', () => {
  const remote = { address: 'gateway.example', port: 80 };
  const lost = Object.assign(new Error('getaddrinfo ENOTFOUND gateway.example'), { code: 'ENOTFOUND' });
  /** A name that nobody knows, without asking anybody. */
  const lookup = (_host: string, _options: unknown, answer: (error: Error) => void) => answer(lost);

  it('is not waited for: another address may lead there', async () => {
    const dial = () => ({ host: 'gateway.example', port: 80, lookup });
    // Were it waited for, this would outlast the test.
    await createReach({ dial, clock: systemClock })(remote, { timeoutMs: 600_000, signal });
  });

  it('says what the provider knows of the way', async () => {
    let reason: string | undefined = 'the endpoints are no pods';
    const dial: Dial = Object.assign(() => ({ host: '127.0.0.1', port: 1 }), { explain: () => reason });
    const client = createTrafficClient({ dial, clock: systemClock });
    const request = {
      ...{ method: 'GET', scheme: 'http', version: '1.1', host: 'a.example', path: '/', headers: [], sni: '' },
    };
    const send = () => client.send('http', remote, request, { timeoutMs: 5_000, signal });
    expect((await send()).error).to.deep.equal({ code: 'UNREACHED', message: 'the endpoints are no pods' });
    reason = undefined;
    expect((await send()).error).to.have.property('code', 'ECONNREFUSED');
  });
});
