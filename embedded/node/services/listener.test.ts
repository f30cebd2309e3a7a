import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { connect, createServer, type Server, type Socket } from 'node:net';
import { expect } from 'chai';
import { createNetwork, type EmbeddedNetwork } from '../../network/index.ts';
import { resetConnection } from '../../network/reset.ts';
import { createServiceListener, type ServiceListener } from './listener.ts';

// A target's server may be in this thread, which takes the connection itself, or be reached by a second connection only.
for (const near of [true, false]) {
  describe(`service listener, target ${near ? 'in this thread' : 'elsewhere'}`, () => {
    let network: EmbeddedNetwork;
    const cleanups: (() => unknown)[] = [];
    beforeEach(async () => {
      const made = await createNetwork();
      network = near ? made : { ...made, handOver: () => false };
    });
    afterEach(async () => {
      for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
      await network.close();
    });

    async function openBackend(serve: (socket: Socket) => void): Promise<{ host: string; port: number }> {
      const host = network.allocate('pod');
      const server: Server = createServer({ allowHalfOpen: true }, serve);
      await network.listen(server, host, 3000);
      cleanups.push(() => server.close());
      return { host, port: 3000 };
    }

    function openListener(protocol = 'TCP'): { listener: ServiceListener; dial: () => { host: string; port: number } } {
      const address = network.allocate('service');
      const listener = createServiceListener(network, protocol, address, 80);
      cleanups.push(() => listener.close());
      return { listener, dial: () => network.dial(address, 80, protocol === 'UDP' ? 'udp' : 'tcp') };
    }

    async function read(place: { host: string; port: number }): Promise<string> {
      const socket = connect(place);
      let text = '';
      socket.setEncoding('utf8').on('data', (chunk) => {
        text += chunk;
      });
      return new Promise((resolve) => {
        socket.on('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? ''));
        socket.on('close', () => resolve(text));
      });
    }

    it('refuses connections while there are no targets, and serves when there are', async () => {
      const { listener, dial } = openListener();
      await listener.setTargets([]);
      expect(await read(dial())).to.equal('ECONNREFUSED');
      await listener.setTargets([await openBackend((socket) => socket.end('here'))]);
      expect(await read(dial())).to.equal('here');
      await listener.setTargets([]);
      expect(await read(dial())).to.equal('ECONNREFUSED');
    });

    it('takes the targets in turn, and new ones at once', async () => {
      const [a, b] = await Promise.all(['a', 'b'].map((name) => openBackend((socket) => socket.end(name))));
      const { listener, dial } = openListener();
      if (!a || !b) throw new Error('no backends');
      await listener.setTargets([a, b]);
      const answers = [await read(dial()), await read(dial()), await read(dial()), await read(dial())];
      expect(answers.sort()).to.deep.equal(['a', 'a', 'b', 'b']);
      await listener.setTargets([b]);
      expect([await read(dial()), await read(dial())]).to.deep.equal(['b', 'b']);
    });

    it('passes the end of one side on while the other still talks', async () => {
      const backend = await openBackend(async (socket) => {
        let text = '';
        socket.setEncoding('utf8').on('data', (chunk) => {
          text += chunk;
        });
        await once(socket, 'end');
        socket.end(`after the end: ${text}`);
      });
      const { listener, dial } = openListener();
      await listener.setTargets([backend]);
      const client = connect(dial());
      client.setEncoding('utf8').end('question');
      expect((await client.toArray()).join('')).to.equal('after the end: question');
    });

    it('passes a large answer whole', async () => {
      const { listener, dial } = openListener();
      await listener.setTargets([await openBackend((socket) => socket.end('x'.repeat(5_000_000)))]);
      expect((await read(dial())).length).to.equal(5_000_000);
    });

    it('passes resets on, both ways', async () => {
      let resetSeen = () => {};
      const seen = new Promise<void>((resolve) => {
        resetSeen = resolve;
      });
      const backend = await openBackend((socket) => {
        socket.on('error', () => resetSeen());
        socket.once('data', (data) => {
          if (String(data) === 'reset me') resetConnection(socket);
          else socket.write('still here');
        });
      });
      const { listener, dial } = openListener();
      await listener.setTargets([backend]);
      const first = connect(dial());
      first.write('reset me');
      const [error] = await once(first, 'error');
      expect(error.code).to.equal('ECONNRESET');
      const second = connect(dial());
      second.write('hello');
      await once(second, 'data');
      resetConnection(second);
      await seen;
    });

    it('resets the client when the target does not answer', async () => {
      const { listener, dial } = openListener();
      await listener.setTargets([{ host: network.allocate('pod'), port: 3000 }]);
      expect(await read(dial())).to.equal('ECONNRESET');
    });

    it('lets open connections go on when the targets go, and ends them when it is closed', async () => {
      const { listener, dial } = openListener();
      await listener.setTargets([await openBackend((socket) => socket.pipe(socket))]);
      const client = connect(dial());
      client.write('1');
      await once(client, 'data');
      await listener.setTargets([]);
      client.write('2');
      expect(String((await once(client, 'data'))[0])).to.equal('2');
      const closed = once(client, 'close').catch(() => {});
      listener.close();
      await closed;
    });

    it('passes datagrams on, and answers to the client that asked', async () => {
      const host = network.allocate('pod');
      const backend = createSocket('udp4', (message, from) => backend.send(`re: ${message}`, from.port, from.address));
      await network.bind(backend, host, 53);
      cleanups.push(() => backend.close());
      const { listener, dial } = openListener('UDP');
      await listener.setTargets([{ host, port: 53 }]);
      const ask = async (text: string) => {
        const client = createSocket('udp4');
        const place = dial();
        client.send(text, place.port, place.host);
        const [answer] = await once(client, 'message');
        client.close();
        return String(answer);
      };
      expect(await Promise.all([ask('a'), ask('b')])).to.deep.equal(['re: a', 're: b']);
      await listener.setTargets([]);
    });
  });
}
