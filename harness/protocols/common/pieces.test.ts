import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';
import { expect } from 'chai';
import { systemClock } from '../../wait/clock.ts';
import { inPieces } from './pieces.ts';

const HELLO = Buffer.alloc(200, 'a');

describe('a connection whose first message leaves in pieces', () => {
  let server: Server;
  let socket: Socket | undefined;
  beforeEach(async () => {
    server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
  });
  afterEach(() => {
    socket?.destroy();
    server.close();
  });

  const open = (clock: Parameters<typeof inPieces>[1] = systemClock) => {
    socket = connect((server.address() as AddressInfo).port, '127.0.0.1');
    return inPieces(socket, clock);
  };

  it('delivers the first message by and by, and what follows after it', async () => {
    const seen: number[] = [];
    let text = '';
    let goOn = () => {};
    server.on('connection', (peer) => {
      peer.on('data', (chunk) => {
        seen.push(chunk.length);
        text += chunk.toString();
        goOn();
        if (text.endsWith('bye')) peer.end('heard');
      });
    });
    // The pause lasts until the piece before it has arrived.
    const sleep = () =>
      new Promise<void>((resolve) => {
        goOn = resolve;
      });
    const stream = open({ sleep });
    stream.write(HELLO);
    stream.write('bye');
    const [answer] = await once(stream, 'data');
    expect(`${answer}`).to.equal('heard');
    expect(text).to.equal(`${HELLO}bye`);
    expect(seen.slice(0, 2)).to.deep.equal([3, 57]);
  });

  it('says why the connection failed', async () => {
    const { port } = server.address() as AddressInfo;
    server.close();
    await once(server, 'close');
    socket = connect(port, '127.0.0.1');
    const [error] = await once(inPieces(socket, systemClock), 'error');
    expect(error).to.have.property('code', 'ECONNREFUSED');
  });

  it('ends the connection when it is given up between two pieces', async () => {
    const closed = new Promise((resolve) => {
      server.on('connection', (peer) =>
        peer
          .on('error', () => {})
          .on('close', resolve)
          .resume(),
      );
    });
    const stream = open().on('error', () => {});
    stream.write(HELLO);
    server.once('connection', () => stream.destroy());
    await closed;
    expect(socket?.destroyed).to.equal(true);
  });
});
