import { expect } from 'chai';
import { type ChosenAsk, echoService } from '../../policy/generate/index.ts';
import type { AnyAnswer, Ask } from '../../policy/model/index.ts';
import { describeAsk, isAnswerable } from './ask.ts';

const call = (method: string): Ask => ({
  kind: 'grpc',
  request: { service: echoService, method, scheme: 'http', authority: 'g.example', metadata: [['version', 'one']] },
});

describe('what the explorer asks beside HTTP', () => {
  it('is told as gwconf simulate takes it', () => {
    expect(describeAsk(call('Echo'))).to.equal(`GRPC ${echoService}/Echo g.example -H 'version: one'`);
    expect(describeAsk({ kind: 'stream', request: { protocol: 'tls', sni: 'a.example' } })).to.equal('TLS a.example');
    expect(describeAsk({ kind: 'stream', request: { protocol: 'udp' } })).to.equal('UDP');
  });

  it('is no call that an echo server would refuse itself', () => {
    const answer = (kind: 'forward' | 'status'): AnyAnswer => {
      const endpoints = [{ address: '10.0.0.1', port: 1 }];
      const backend = { kind: 'Service', namespace: 'n', name: 'a' };
      const request = { method: 'POST', host: '', path: '', headers: {} };
      const outcome =
        kind === 'forward' ? { kind, backend, endpoints, request, response: {} } : { kind, codes: ['UNIMPLEMENTED'] };
      return { alternatives: [{ branches: [{ share: 1, outcome, clause: 'grpc.method' }], open: [] }] };
    };
    const target = { namespace: 'n', name: 'edge', port: 80 };
    const chosen = (method: string, kind: 'forward' | 'status'): ChosenAsk => ({
      target,
      ask: call(method),
      answer: answer(kind),
    });
    expect(isAnswerable(chosen('Echo', 'forward'))).to.equal(true);
    expect(isAnswerable(chosen('eCHO', 'forward'))).to.equal(false);
    expect(isAnswerable(chosen('eCHO', 'status'))).to.equal(true);
  });
});
