import { connect } from 'node:http2';
import { request } from 'node:https';
import type { Readable } from 'node:stream';
import { expect } from 'chai';
import { makeCustomResources } from '../resources/custom.ts';
import { Collection } from '../store/collection.ts';
import { Stored } from '../store/stored.ts';
import { startTestServer, type TestClient, widgetCrd } from '../testing.ts';
import type { Response } from './messages.ts';
import { WatchSession } from './watch.ts';

const MIB = 1024 * 1024;

/** A client that reads only when it is told to. */
class LazyReader {
  readonly lines: { type: string; object: { metadata: { name?: string; resourceVersion?: string }; code?: number } }[] =
    [];
  mostWaiting = 0;
  ended = false;
  #waiting: string[] = [];
  #drain: (() => void)[] = [];
  #close: (() => void)[] = [];
  readonly response: Response;

  constructor() {
    const self = this;
    this.response = {
      ...{ warnings: [], view: { as: 'Object' }, headersSent: false, destroyed: false, writableEnded: false },
      get writableLength() {
        return self.#waiting.reduce((total, line) => total + line.length, 0);
      },
      writeHead: () => {},
      flush: () => {},
      write: (chunk) => {
        this.#waiting.push(String(chunk));
        this.mostWaiting = Math.max(this.mostWaiting, this.response.writableLength);
      },
      end: () => {
        this.ended = true;
      },
      destroy: () => this.close(),
      onClose: (listener) => void this.#close.push(listener),
      onDrain: (listener) => void this.#drain.push(listener),
    };
  }

  /** Takes all that waits for it. */
  read(): void {
    this.lines.push(...this.#waiting.map((line) => JSON.parse(line) as (typeof this.lines)[0]));
    this.#waiting = [];
    for (const listener of this.#drain.splice(0)) listener();
  }

  /** Reads until nothing comes any more. */
  readAll(): void {
    for (let before = -1; before < this.lines.length; ) {
      before = this.lines.length;
      this.read();
    }
  }

  close(): void {
    for (const listener of this.#close.splice(0)) listener();
  }
}

describe('embedded API server: slow watchers', () => {
  const [resource] = makeCustomResources(widgetCrd(), []);
  if (!resource) throw new Error('the CRD of the tests serves nothing');
  let collection: Collection;
  let revision: number;
  let reader: LazyReader;

  function put(name: string, kib: number, labels = {}): void {
    revision += 1;
    const metadata = { name, namespace: 'default', resourceVersion: String(revision), labels };
    const object = { apiVersion: 'example.com/v1', kind: 'Widget', metadata, spec: { note: 'x'.repeat(kib * 1024) } };
    const stored = new Stored(object, revision);
    const previous = collection.get('default', name);
    collection.record({ type: previous ? 'MODIFIED' : 'ADDED', stored, previous });
  }

  function watch(historyLimit: number, change: object = {}): void {
    [collection, revision, reader] = [new Collection(historyLimit), 10, new LazyReader()];
    for (let index = 0; index < 40; index++) put(`first-${index}`, 100);
    const request = {
      ...{ resource: resource as NonNullable<typeof resource>, namespace: undefined, matches: undefined, since: 0 },
      ...{ bookmarks: false, sendInitialEvents: false, timeoutSeconds: undefined, clock: { date: () => new Date() } },
      ...change,
    };
    new WatchSession(reader.response, request, collection, () => revision).start(() => {});
  }
  afterEach(() => reader.close());

  const names = () => reader.lines.map(({ type, object }) => `${type} ${object.metadata.name ?? object.code}`);

  it('holds no more than a bound for a client that does not read, and loses nothing', () => {
    watch(1000);
    for (let index = 0; index < 200; index++) put(`then-${index}`, 50);
    expect(reader.mostWaiting).to.be.lessThan(1.3 * MIB);
    reader.readAll();
    const first = Array.from({ length: 40 }, (_, index) => `ADDED first-${index}`).sort();
    const then = Array.from({ length: 200 }, (_, index) => `ADDED then-${index}`);
    expect(names().slice(0, 40).sort()).to.deep.equal(first);
    expect(names().slice(40)).to.deep.equal(then);
    put('last', 1);
    reader.read();
    expect(names().at(-1)).to.equal('ADDED last');
    expect([reader.ended, reader.mostWaiting < 1.3 * MIB]).to.deep.equal([false, true]);
  });

  it('ends with 410 for one that is further behind than the history goes', () => {
    watch(20);
    reader.readAll();
    for (let index = 0; index < 100; index++) put('busy', 100);
    expect([reader.ended, reader.mostWaiting < 1.3 * MIB]).to.deep.equal([true, true]);
    reader.readAll();
    expect(reader.lines.at(-1)).to.have.nested.property('object.reason', 'Expired');
    expect(names().at(-1)).to.equal('ERROR 410');
    const told = reader.lines.slice(40, -1).map(({ object }) => Number(object.metadata.resourceVersion));
    // Up to the error, none is missing.
    expect(told).to.deep.equal(told.map((_, index) => 51 + index));
  });

  it('ends with 410 where so much happens that the beginning is not even told', () => {
    watch(20);
    for (let index = 0; index < 100; index++) put('busy', 1);
    reader.readAll();
    expect([names().at(-1), reader.ended]).to.deep.equal(['ERROR 410', true]);
  });

  it('says that the beginning is over once it is, and of no later revision than was told', () => {
    watch(1000, { sendInitialEvents: true, bookmarks: true });
    put('during', 1);
    expect(reader.lines).to.deep.equal([]);
    reader.readAll();
    const bookmark = reader.lines.find(({ type }) => type === 'BOOKMARK');
    expect(names().indexOf('BOOKMARK undefined')).to.equal(40);
    expect(bookmark?.object.metadata.resourceVersion).to.equal('50');
    expect(names().at(-1)).to.equal('ADDED during');
  });

  it('tells nothing to a client that has gone', () => {
    watch(1000);
    reader.close();
    const before = reader.mostWaiting;
    for (let index = 0; index < 10; index++) put('busy', 200);
    reader.readAll();
    expect(reader.mostWaiting).to.equal(before);
  });

  for (const protocol of ['http/1.1', 'h2'] as const) {
    it(`does so over ${protocol}, too`, async () => {
      const api = await startTestServer();
      try {
        await checkOverNetwork(api, protocol);
      } finally {
        await api.stop();
      }
    });
  }
});

const CONFIGMAPS = '/api/v1/namespaces/default/configmaps';
const COUNT = 150;

/** Opens a watch, lets far more happen than any buffer on the way holds, and only then reads. */
async function checkOverNetwork(api: TestClient, protocol: 'http/1.1' | 'h2'): Promise<void> {
  const { body } = await api.call('GET', CONFIGMAPS);
  const path = `${CONFIGMAPS}?watch=true&resourceVersion=${body.metadata.resourceVersion}`;
  const { stream, close } = await (protocol === 'h2' ? openOverHttp2(api, path) : openOverHttp1(api, path));
  const text = 'x'.repeat(100 * 1024);
  for (let index = 0; index < COUNT; index++) {
    await api.call('POST', CONFIGMAPS, { metadata: { name: `c-${index}` }, data: { text } });
  }
  const seen: string[] = [];
  let rest = '';
  for await (const chunk of stream) {
    const lines = (rest + String(chunk)).split('\n');
    rest = lines.pop() ?? '';
    seen.push(...lines.map((line) => JSON.parse(line).object.metadata.name as string));
    if (seen.length >= COUNT) break;
  }
  close();
  expect(seen).to.deep.equal(Array.from({ length: COUNT }, (_, index) => `c-${index}`));
  expect(api.server.load().watches).to.be.at.most(1);
}

interface Opened {
  stream: Readable;
  close(): void;
}

function openOverHttp1(api: TestClient, path: string): Promise<Opened> {
  return new Promise((resolve, reject) => {
    const headers = { authorization: `Bearer ${api.server.token}` };
    const outgoing = request(`${api.server.url}${path}`, { ca: api.server.caPem, headers, agent: false }, (stream) =>
      resolve({ stream, close: () => outgoing.destroy() }),
    );
    outgoing.on('error', reject);
    outgoing.end();
  });
}

function openOverHttp2(api: TestClient, path: string): Promise<Opened> {
  return new Promise((resolve, reject) => {
    const session = connect(api.server.url, { ca: api.server.caPem });
    const stream = session.request({ ':path': path, authorization: `Bearer ${api.server.token}` });
    stream.on('response', () => resolve({ stream, close: () => session.destroy() }));
    stream.on('error', reject);
  });
}
