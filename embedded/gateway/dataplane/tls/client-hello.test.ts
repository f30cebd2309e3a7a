import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import tls from 'node:tls';
import { expect } from 'chai';
import { parseClientHello } from './client-hello.ts';

/** The first bytes that Node's own TLS client sends. */
async function record(options: tls.ConnectionOptions): Promise<Buffer> {
  const server = createServer();
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const client = tls.connect({ ...options, host: '127.0.0.1', port: (server.address() as AddressInfo).port });
  client.on('error', () => {});
  const [socket] = await once(server, 'connection');
  const [bytes] = await once(socket, 'data');
  client.destroy();
  server.close();
  return bytes;
}

describe('the first message of a TLS client', () => {
  it('tells the name that is asked for', async () => {
    expect(parseClientHello(await record({ servername: 'A.example.com' }))).to.deep.equal({
      serverName: 'a.example.com',
    });
    expect(parseClientHello(await record({ servername: 'b.org', maxVersion: 'TLSv1.2' }))).to.deep.equal({
      serverName: 'b.org',
    });
    expect(parseClientHello(await record({}))).to.deep.equal({});
  });

  it('is awaited however it is cut', async () => {
    const bytes = await record({ servername: 'a.example.com', ALPNProtocols: ['h2'] });
    for (const length of [0, 1, 4, 5, 60, bytes.length - 1]) {
      expect(parseClientHello(bytes.subarray(0, length)), `${length} bytes`).to.equal('incomplete');
    }
    const [header, body] = [bytes.subarray(0, 3), bytes.subarray(5)];
    const half = Math.floor(body.length / 2);
    const split = [body.subarray(0, half), body.subarray(half)].flatMap((part) => {
      const size = Buffer.alloc(2);
      size.writeUInt16BE(part.length);
      return [header, size, part];
    });
    expect(parseClientHello(Buffer.concat(split))).to.deep.equal({ serverName: 'a.example.com' });
  });

  it('is not seen in other protocols', () => {
    expect(parseClientHello(Buffer.from('GET / HTTP/1.1\r\n\r\n'))).to.equal(undefined);
  });
});
