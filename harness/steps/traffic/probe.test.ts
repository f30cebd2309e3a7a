import { expect } from 'chai';
import type { Exchange } from '../../protocols/types.ts';
import type { Judging, Sending } from '../context.ts';
import { createProbe } from './probe.ts';
import type { TrafficRow } from './row.ts';
import type { Destination } from './target.ts';

describe('createProbe', () => {
  /** One letter an exchange: r is right, s silence, w wrong. Gives the outcome of each try, and what was sent for it. */
  const follow = async (transport: 'tcp' | 'udp', letters: string): Promise<string[]> => {
    const rest = [...letters];
    const client = {
      send: async () => {
        const letter = rest.shift() ?? 'r';
        const error = letter === 's' ? { code: 'ETIMEDOUT', message: 'silence' } : undefined;
        return { protocol: 'udp', letter, ...(error ? { error } : {}) } as unknown as Exchange;
      },
    };
    const row = {
      protocol: { name: 'udp' },
      request: {},
      destination: { name: 'a' },
      entry: { transport, tls: false, port: 53 },
      match: (exchange: Exchange) =>
        (exchange as Exchange & { letter: string }).letter === 'r' ? [] : [{ path: 'a', expected: 'b', observed: 'c' }],
    } as unknown as TrafficRow;
    const context = { client, policies: { request: { timeoutMs: 1 } }, authority: '', urgency: () => 0, backends: {} };
    const location = { current: () => '127.0.0.1', avoid() {} };
    const probe = createProbe(context as unknown as Sending & Judging, row, location);
    const tries: string[] = [];
    while (rest.length > 0) {
      const before = rest.length;
      const { mismatches } = await probe.tryNew(new AbortController().signal);
      tries.push(`${before - rest.length} ${mismatches.length === 0 ? 'right' : 'wrong'}`);
    }
    return tries;
  };

  it('asks again where datagrams of a row that held are lost, and not for long', async () => {
    expect(await follow('udp', 'rsrssrsss')).to.deep.equal(['1 right', '2 right', '3 right', '3 wrong']);
  });

  it('takes silence for an answer before anything was right, and a wrong answer at all times', async () => {
    expect(await follow('udp', 'srw')).to.deep.equal(['1 wrong', '1 right', '1 wrong']);
  });

  it('keeps no connection from inside a mesh, which may leave it where it was led before it knew the Service', () => {
    const keeps = (destination: Destination): boolean => {
      const protocol = { name: 'http', keepsConnection: () => true };
      const row = {
        protocol,
        request: {},
        entry: { transport: 'tcp', port: 80 },
        destination,
      } as unknown as TrafficRow;
      const location = { current: () => '', avoid() {} };
      return createProbe({} as Sending & Judging, row, location).keepsConnections;
    };
    expect(keeps({ name: 'a Gateway' })).to.equal(true);
    expect(keeps({ name: 'a Service', inside: { from: 'echo', host: 'v1', port: 80 } })).to.equal(false);
  });

  it('takes a connection that is silent for silent', async () => {
    expect(await follow('tcp', 'rsr')).to.deep.equal(['1 right', '1 wrong', '1 right']);
  });
});
