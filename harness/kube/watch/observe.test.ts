import { expect } from 'chai';
import type { KubeObject } from '../../scenario/kubernetes.ts';
import { KubeError } from '../errors.ts';
import {
  configMap,
  configMapKey,
  type FakeServer,
  listBody,
  startFakeServer,
  statusBody,
} from '../fake-server.test.ts';

const collection = '/api/v1/configmaps';
const never = new AbortController().signal;

/** Reads states one by one as versions; `undefined` for absent. */
function reader(states: AsyncIterable<KubeObject | undefined>): () => Promise<string | undefined> {
  const iterator = states[Symbol.asyncIterator]();
  return async () => {
    const { done, value } = await iterator.next();
    return done ? 'ended' : value?.metadata.resourceVersion;
  };
}

describe('observe', () => {
  let server: FakeServer;
  afterEach(() => server?.stop());

  /** Each list answers the next of these; the last one stays. */
  async function serve(...lists: unknown[]): Promise<void> {
    let index = 0;
    server = await startFakeServer(({ method, path, query }) => {
      if (method === 'GET' && path === collection && !query.has('watch')) {
        const body = lists[Math.min(index, lists.length - 1)];
        index += 1;
        return { body };
      }
      return method === 'PATCH' ? { body: configMap('a', '9') } : method === 'DELETE' ? { body: deletion } : undefined;
    });
  }
  const deletion = { kind: 'Status', details: { uid: 'uid-a' } };

  it('gives the state now, changes, and undefined while absent', async () => {
    await serve(listBody('3', configMap('a', '2')));
    const next = reader(server.api.observe(configMapKey('a'), never));
    expect(await next()).to.equal('2');
    const watch = await server.nextWatch();
    expect(watch.resourceVersion).to.equal('3');
    watch.send('MODIFIED', configMap('b', '4'));
    watch.send('MODIFIED', configMap('a', '5'));
    expect(await next()).to.equal('5');
    watch.send('DELETED', configMap('a', '6'));
    expect(await next()).to.equal(undefined);
  });

  it('shares one watch per kind', async () => {
    await serve(listBody('3', configMap('a', '2'), configMap('b', '3')));
    expect(await reader(server.api.observe(configMapKey('a'), never))()).to.equal('2');
    expect(await reader(server.api.observe(configMapKey('b'), never))()).to.equal('3');
    await server.nextWatch();
    expect(server.seen.filter(({ path }) => path === collection)).to.have.length(2);
  });

  it('skips states for a slow reader, and none with every', async () => {
    await serve(listBody('3', configMap('a', '2')));
    const slow = reader(server.api.observe(configMapKey('a'), never));
    const each = reader(server.api.observe(configMapKey('a'), never, { every: true }));
    expect(await slow()).to.equal('2');
    const witness = reader(server.api.observe(configMapKey('z'), never));
    await witness();
    const watch = await server.nextWatch();
    for (const version of ['4', '5', '6']) {
      watch.send('MODIFIED', configMap('a', version));
    }
    watch.send('ADDED', configMap('z', '7'));
    expect(await witness()).to.equal('7');
    expect(await slow()).to.equal('6');
    expect([await each(), await each(), await each(), await each()]).to.deep.equal(['2', '4', '5', '6']);
  });

  it('goes on from the last version when the server ends the watch or the connection breaks', async () => {
    await serve(listBody('3', configMap('a', '2')));
    const next = reader(server.api.observe(configMapKey('a'), never));
    await next();
    const first = await server.nextWatch();
    first.send('MODIFIED', configMap('a', '4'));
    await next();
    first.end();
    const second = await server.nextWatch();
    expect(second.resourceVersion).to.equal('4');
    second.send('BOOKMARK', { metadata: { resourceVersion: '8' } });
    second.send('MODIFIED', configMap('a', '9'));
    await next();
    second.cut();
    const third = await server.nextWatch();
    expect(third.resourceVersion).to.equal('9');
  });

  it('lists again after 410 and tells only what differs', async () => {
    const before = listBody('3', configMap('a', '1'), configMap('b', '2'), configMap('c', '3'));
    await serve(before, listBody('9', configMap('a', '1'), configMap('b', '8')));
    const [a, b, c] = ['a', 'b', 'c'].map((name) =>
      reader(server.api.observe(configMapKey(name), never, { every: true })),
    );
    await Promise.all([a?.(), b?.(), c?.()]);
    const watch = await server.nextWatch();
    watch.send('ERROR', statusBody(410, 'Expired', 'too old'));
    expect(await b?.()).to.equal('8');
    expect(await c?.()).to.equal(undefined);
    const again = await server.nextWatch();
    expect(again.resourceVersion).to.equal('9');
    again.send('MODIFIED', configMap('a', '10'));
    expect(await a?.(), 'a did not differ').to.equal('10');
  });

  it('shows a new observer nothing older than what this client wrote', async () => {
    await serve(listBody('3', configMap('a', '2')));
    await reader(server.api.observe(configMapKey('a'), never))();
    const watch = await server.nextWatch();
    await server.api.apply(configMap('a', ''));
    const first = reader(server.api.observe(configMapKey('a'), never))();
    watch.send('MODIFIED', configMap('a', '7'));
    watch.send('MODIFIED', configMap('a', '9'));
    expect(await first).to.equal('9');
  });

  it('shows a new observer no object that this client deleted', async () => {
    await serve(listBody('3', configMap('a', '2')));
    await reader(server.api.observe(configMapKey('a'), never))();
    const watch = await server.nextWatch();
    await server.api.delete(configMapKey('a'));
    const first = reader(server.api.observe(configMapKey('a'), never))();
    watch.send('MODIFIED', configMap('b', '8'));
    watch.send('DELETED', configMap('a', '9'));
    expect(await first).to.equal(undefined);
  });

  it('ends when its signal aborts, and when the API is closed', async () => {
    await serve(listBody('3', configMap('a', '2')));
    const stopping = new AbortController();
    const stopped = reader(server.api.observe(configMapKey('a'), stopping.signal));
    const closed = reader(server.api.observe(configMapKey('a'), never));
    await Promise.all([stopped(), closed()]);
    const pending = stopped();
    stopping.abort();
    expect(await pending).to.equal('ended');
    expect(await reader(server.api.observe(configMapKey('a'), stopping.signal))()).to.equal('ended');
    server.api.close();
    expect(await closed()).to.equal('ended');
  });

  it('fails all observers when the watch keeps failing, and starts anew for the next', async () => {
    let isBroken = true;
    server = await startFakeServer(({ path, query }) => {
      if (path !== collection) {
        return undefined;
      }
      const broken = isBroken && query.has('watch');
      const list = query.has('watch') ? undefined : { body: listBody('3', configMap('a', '2')) };
      return broken ? { status: 500, body: statusBody(500, 'InternalError', 'storage is gone') } : list;
    });
    const readers = [0, 1].map(() => reader(server.api.observe(configMapKey('a'), never)));
    await Promise.all(readers.map((next) => next()));
    for (const next of readers) {
      const error = await next().catch((thrown: unknown) => thrown);
      expect(error).to.be.instanceOf(KubeError);
      expect((error as Error).message).to.contain('watch ConfigMap: storage is gone');
    }
    isBroken = false;
    const next = reader(server.api.observe(configMapKey('a'), never));
    expect(await next()).to.equal('2');
  });

  it('fails at once where the user may not watch', async () => {
    const refused = { status: 403, body: statusBody(403, 'Forbidden', 'no') };
    server = await startFakeServer(({ path }) => (path === collection ? refused : undefined));
    const error = await reader(server.api.observe(configMapKey('a'), never))().catch((thrown: unknown) => thrown);
    expect((error as KubeError).status).to.equal(403);
    expect(server.seen.filter(({ path }) => path === collection)).to.have.length(1);
  });

  it('gives all objects of a kind now, and all again after each change', async () => {
    await serve(listBody('3', configMap('a', '2')));
    const ending = new AbortController();
    const states = server.api.observeAll({ group: '', kind: 'ConfigMap' }, ending.signal)[Symbol.asyncIterator]();
    const next = async () => {
      const { done, value } = await states.next();
      return done ? 'ended' : value.map(({ metadata }: KubeObject) => `${metadata.name} ${metadata.resourceVersion}`);
    };
    expect(await next()).to.deep.equal(['a 2']);
    const watch = await server.nextWatch();
    watch.send('ADDED', configMap('b', '4'));
    expect(await next()).to.deep.equal(['a 2', 'b 4']);
    watch.send('DELETED', configMap('a', '5'));
    expect(await next()).to.deep.equal(['b 4']);
    ending.abort();
    expect(await next()).to.equal('ended');
  });

  it('gives an empty list where there is nothing', async () => {
    await serve(listBody('3'));
    const states = server.api.observeAll({ group: '', kind: 'ConfigMap' }, never)[Symbol.asyncIterator]();
    expect((await states.next()).value).to.deep.equal([]);
  });
});
