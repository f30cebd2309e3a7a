import { expect } from 'chai';
import { createModel } from '../model.ts';
import { allKinds, gateway, gatewayClass, linesOf, listener, object, service, to } from '../testing.ts';
import { answerStream } from './answer.ts';

const tls = (name: string, mode: string, fields: object = {}) =>
  listener(name, { port: 443, protocol: 'TLS', tls: { mode, certificateRefs: [] }, ...fields });

const edge = gateway('edge', [
  tls('pass', 'Passthrough', { hostname: '*.example' }),
  tls('deep', 'Passthrough', { hostname: '*.deep.example' }),
  listener('tcp', { port: 9000, protocol: 'TCP' }),
  listener('udp', { port: 53, protocol: 'UDP' }),
]);

const udp = {
  apiVersion: 'v1',
  kind: 'Service',
  metadata: { name: 'dns', namespace: 'shop' },
  spec: { ports: [{ port: 80, protocol: 'UDP' }] },
};

function ask(objects: readonly object[], port: number, request: Parameters<typeof answerStream>[2]): string[] {
  const model = createModel([gatewayClass, edge, service('a'), service('b'), udp, ...objects], allKinds);
  return linesOf(answerStream(model, { namespace: 'infra', name: 'edge', port }, request));
}

const at = (sectionName: string) => ({ parentRefs: [{ name: 'edge', namespace: 'infra', sectionName }] });

describe('a TLS connection', () => {
  const wide = object('TLSRoute', 'wide', { hostnames: ['*.example'], rules: to('a') });
  const exact = object(
    'TLSRoute',
    'exact',
    { hostnames: ['x.example', 'y.other'], rules: to('b') },
    'shop',
    '2026-03-01',
  );

  it('goes to the route with the most specific hostname, whatever its age', () => {
    expect(ask([wide, exact], 443, { protocol: 'tls', sni: 'X.example' })).to.deep.equal([
      'a connection to shop/b:80, TLS ended by the backend',
    ]);
    expect(ask([wide, exact], 443, { protocol: 'tls', sni: 'w.example' })).to.deep.equal([
      'a connection to shop/a:80, TLS ended by the backend',
    ]);
  });

  it('is refused by hostnames that the listener leaves out, and where the most specific listener has no route', () => {
    expect(ask([wide, exact], 443, { protocol: 'tls', sni: 'y.other' })).to.deep.equal(['no answer']);
    const only = object('TLSRoute', 'only', { ...at('pass'), hostnames: ['*.example'], rules: to('a') });
    expect(ask([only], 443, { protocol: 'tls', sni: 'a.deep.example' })).to.deep.equal(['no answer']);
  });
});

describe('a connection and a datagram', () => {
  it('go to the oldest route of the listener, then to the first by name', () => {
    const young = object('TCPRoute', 'a-young', { ...at('tcp'), rules: to('a') }, 'shop', '2026-02-01T00:00:00Z');
    const old = object('TCPRoute', 'z-old', { ...at('tcp'), rules: to('b') }, 'shop', '2026-01-01T00:00:00Z');
    const same = object('TCPRoute', 'b-old', { ...at('tcp'), rules: to('a') }, 'shop', '2026-01-01T00:00:00Z');
    expect(ask([young, old], 9000, { protocol: 'tcp' })).to.deep.equal(['a connection to shop/b:80']);
    expect(ask([young, old, same], 9000, { protocol: 'tcp' })).to.deep.equal(['a connection to shop/a:80']);
  });

  it('are refused for the share of an invalid backend', () => {
    const shared = object('TCPRoute', 'shared', { ...at('tcp'), rules: to(['a', 3], 'gone') });
    expect(ask([shared], 9000, { protocol: 'tcp' })).to.deep.equal([
      'a connection to shop/a:80 (75 %), no answer (25 %)',
    ]);
  });

  it('go to ports of their own transport', () => {
    const dns = object('UDPRoute', 'dns', { ...at('udp'), rules: to('dns') });
    expect(ask([dns], 53, { protocol: 'udp' })).to.deep.equal(['a connection to shop/dns:80']);
    expect(ask([object('UDPRoute', 'dns', { ...at('udp'), rules: to('a') })], 53, { protocol: 'udp' })).to.deep.equal([
      'no answer',
    ]);
    expect(ask([dns], 53, { protocol: 'tcp' })).to.deep.equal(['no answer']);
  });
});
