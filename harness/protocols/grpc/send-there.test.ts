import { expect } from 'chai';
import type { SenderAnswer, SentMessage } from '../common/sender.ts';
import type { Dial } from '../types.ts';
import * as library from './library.ts';
import { callThere } from './send-there.ts';

const request = {
  service: 'a.Service',
  method: 'Call',
  authority: 'web',
  metadata: [
    ['X-A', '1'],
    ['x-a', '2'],
  ] as const,
  tls: false,
  sni: '',
};
const answer: SenderAnswer = {
  status: 200,
  httpVersion: '2.0',
  headers: [['x-b', '1']],
  body: Buffer.alloc(0),
  bodyTruncated: false,
  durationMs: 2,
};

describe('calls that somebody makes for us', () => {
  const progress = { stage: '', onEnd: () => {} };

  async function call(came: Partial<SenderAnswer>, asked: object = {}) {
    const sent: SentMessage[] = [];
    const sender = {
      send: async (message: SentMessage) => {
        sent.push(message);
        return { ...answer, ...came };
      },
    };
    const dial = Object.assign((() => ({ host: '', port: 1 })) as Dial, { senderTo: () => sender });
    const remote = { address: 'a', port: 80 };
    return { outcome: await callThere(dial, remote, { ...request, ...asked }, library, progress), sent };
  }

  it('are written as gRPC says, and not over TLS', async () => {
    const { sent, outcome } = await call({ trailers: [['grpc-status', '12']] });
    expect(sent).to.have.length(1);
    expect(sent[0])
      .to.have.nested.property('http2.headers')
      .that.deep.includes({
        ':method': 'POST',
        ':path': '/a.Service/Call',
        ':authority': 'web',
        te: 'trailers',
        'content-type': 'application/grpc',
        'x-a': ['1', '2'],
      });
    expect(sent[0]).to.have.nested.property('http2.body').that.deep.equals(Buffer.alloc(5));
    expect(outcome?.response).to.include({ code: 'UNIMPLEMENTED' });
    expect((await call({}, { tls: true })).outcome).to.equal(undefined);
  });

  it('have the status of the trailers, else of the headers, else what the status of HTTP means', async () => {
    const responseOf = async (came: Partial<SenderAnswer>) => (await call(came)).outcome?.response;
    const trailers = [
      ['grpc-status', '14'],
      ['grpc-message', 'no%20way'],
      ['x-c', '2'],
    ] as const;
    expect(await responseOf({ trailers })).to.deep.equal({
      code: 'UNAVAILABLE',
      message: 'no way',
      metadata: [['x-b', '1']],
      trailers: [['x-c', '2']],
    });
    expect(await responseOf({ headers: trailers })).to.deep.include({ code: 'UNAVAILABLE', metadata: [] });
    const codes = [404, 503, 500, 200].map(async (status) => (await responseOf({ status }))?.code);
    expect(await Promise.all(codes)).to.deep.equal(['UNIMPLEMENTED', 'UNAVAILABLE', 'UNKNOWN', 'UNKNOWN']);
  });

  it('are no answer where the message is none of the echo service', async () => {
    const caught = await call({ trailers: [['grpc-status', '0']], body: Buffer.from([0, 0, 0, 0, 9, 1]) }).catch(
      (error: unknown) => error,
    );
    expect(caught).to.include({ code: 'EBADMSG' });
  });
});
