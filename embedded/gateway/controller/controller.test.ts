import { expect } from 'chai';
import { conformant } from '../conformant.ts';
import type { DataPlane } from '../dataplane/data-plane.ts';
import { ApiError, type KubeClient } from '../kube/client.ts';
import { objectPath } from '../kube/resources.ts';
import { createCache } from '../model/cache.ts';
import type { Gateway } from '../model/gateway.ts';
import { keyOf, type StoredObject } from '../model/meta.ts';
import { separateLayout } from '../serving/layouts.ts';
import { buildClass, buildGateway, buildLoadBalancer, buildNamespace, buildRoute } from '../testing.ts';
import { selectHabits } from '../variants/index.ts';
import { startController } from './controller.ts';

const kinds = ['GatewayClass', 'Gateway', 'HTTPRoute', 'Namespace', 'Service', 'EndpointSlice'];

/** A controller on a cluster that is a map of paths. `interfere` runs once, before the first write of a status; `check` throws what the server refuses. */
function startOn(
  objects: readonly StoredObject[],
  variants: readonly string[] = [],
  interfere?: (stored: Map<string, StoredObject>) => void,
  check: (written: StoredObject) => void = () => {},
) {
  const stored = new Map(objects.map((object) => [objectPath(object), object]));
  const writes: string[] = [];
  let version = 100;
  let disturb = interfere;
  const store = (path: string, object: StoredObject) => {
    const next = { ...object, metadata: { ...object.metadata, resourceVersion: String(++version) } };
    stored.set(path, next);
    return next;
  };
  const client: KubeClient = {
    read: () => Promise.reject(new Error('not needed')),
    list: () => Promise.reject(new Error('not needed')),
    get: async (path) => stored.get(path) ?? Promise.reject(new ApiError(404, 'gone')),
    async create(path, object) {
      writes.push(`create ${object.kind}`);
      return store(`${path}/${object.metadata.name}`, object);
    },
    async replace(path, object) {
      check(object);
      disturb?.(stored);
      disturb = undefined;
      const target = path.replace(/\/status$/, '');
      const current = stored.get(target);
      if (!current) throw new ApiError(404, 'gone');
      const isStale = current.metadata.resourceVersion !== object.metadata.resourceVersion;
      writes.push(`${isStale ? 'conflict' : 'replace'} ${object.kind}`);
      if (isStale) throw new ApiError(409, 'changed');
      return store(target, object);
    },
    async remove(path) {
      writes.push(`remove ${stored.get(path)?.kind}`);
      stored.delete(path);
    },
    close: () => {},
  };
  const cache = createCache(kinds);
  for (const kind of kinds)
    cache.replace(
      kind,
      objects.filter((object) => object.kind === kind),
    );
  const dataPlane: DataPlane = {
    addresses: ['127.64.0.9'],
    apply: async () => {},
    targetPort: (_frontend, { port }) => 10_000 + port,
    close: async () => {},
  };
  const abort = new AbortController();
  const log: string[] = [];
  const controller = startController({
    client,
    cache,
    dataPlane,
    behaviour: conformant,
    habits: selectHabits(variants),
    remembers: true,
    layout: separateLayout(conformant),
    clock: () => new Date('2024-02-03T04:05:06.789Z'),
    signal: abort.signal,
    log: (line) => log.push(line),
  });
  controller.wake();
  return { stored, store, writes, cache, log, controller, stop: () => abort.abort() };
}

async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await new Promise((resolve) => setTimeout(resolve, 5));
}

describe('controller', () => {
  const gateway = buildGateway('gw');
  const key = separateLayout(conformant).assign([])(gateway);
  const world = [buildClass(), buildNamespace('ns'), gateway];
  const conditionsOf = (object?: StoredObject) => (object as Gateway).status?.conditions ?? [];

  it('makes a Service and an EndpointSlice that the Gateway owns, and deletes those of no Gateway', async () => {
    const orphan = buildLoadBalancer('ns/gw-orphan', '127.112.0.9');
    const foreign = { ...orphan, metadata: { ...orphan.metadata, name: 'foreign' } };
    const { stored, writes, controller, stop } = startOn([...world, orphan, foreign]);
    await controller.started;
    stop();
    expect(writes.filter((write) => !write.startsWith('replace'))).to.have.members([
      'create Service',
      'create EndpointSlice',
      'remove Service',
    ]);
    const service = stored.get(`/api/v1/namespaces/${key.replace('/', '/services/')}`);
    expect(service?.metadata.ownerReferences?.[0]).to.include({
      kind: 'Gateway',
      name: 'gw',
      uid: gateway.metadata.uid,
    });
    expect(service).to.have.nested.property('spec.ports[0].targetPort', 10_080);
    const slice = stored.get(`/apis/discovery.k8s.io/v1/namespaces/${key.replace('/', '/endpointslices/')}`);
    expect(slice).to.have.nested.property('endpoints[0].addresses[0]', '127.64.0.9');
    expect(slice).to.have.nested.property('ports[0].port', 10_080);
  });

  it('writes statuses once, in whole seconds, and nothing where nothing differs', async () => {
    const route = buildRoute('elsewhere', { parentRefs: [{ name: 'absent' }] });
    const { stored, writes, controller, stop } = startOn([...world, buildLoadBalancer(key, '127.112.0.1'), route]);
    await controller.started;
    const [accepted] = conditionsOf(stored.get(objectPath(gateway)));
    expect(accepted?.lastTransitionTime).to.equal('2024-02-03T04:05:06Z');
    const before = writes.filter((write) => write !== 'create EndpointSlice' && write !== 'replace Service').sort();
    expect(before).to.deep.equal(['replace Gateway', 'replace GatewayClass']);
    controller.wake();
    await new Promise((resolve) => setTimeout(resolve, 30));
    stop();
    expect(writes.filter((write) => write === 'replace Gateway')).to.have.length(1);
  });

  it('writes again where what it found right is changed by somebody else, or is right no longer', async () => {
    const balancer = buildLoadBalancer(key, '127.112.0.1');
    const { stored, store, writes, cache, controller, stop } = startOn([...world, balancer]);
    const isWritten = (times: number) => () => writes.filter((write) => write === 'replace Gateway').length === times;
    const programmed = () => conditionsOf(stored.get(objectPath(gateway))).find(({ type }) => type === 'Programmed');
    const lookAgain = async () => {
      controller.wake();
      await new Promise((resolve) => setTimeout(resolve, 30));
    };
    await controller.started;
    await lookAgain();
    const current = stored.get(objectPath(gateway)) as Gateway;
    const changed: StoredObject & { status: object } = { ...current, status: {} };
    cache.set(store(objectPath(gateway), changed));
    controller.wake();
    await until(isWritten(2));
    expect(programmed()?.status).to.equal('True');
    await lookAgain();
    cache.delete(balancer);
    controller.wake();
    await until(isWritten(3));
    stop();
    expect(programmed()?.status).to.equal('False');
  });

  it('names its features as older releases do where the server takes them so', async () => {
    const shapes: string[] = [];
    const { controller, stored, stop } = startOn(world, [], undefined, (object) => {
      const { supportedFeatures } = ((object as { status?: object }).status ?? {}) as { supportedFeatures?: unknown[] };
      if (!supportedFeatures) return;
      shapes.push(typeof supportedFeatures[0]);
      if (shapes.at(-1) !== 'string') throw new ApiError(422, 'status.supportedFeatures[0]: must be of type string');
    });
    await controller.started;
    const [gatewayClass] = [...stored.values()].filter(({ kind }) => kind === 'GatewayClass');
    expect(conditionsOf(gatewayClass)[0]?.status).to.equal('True');
    expect(shapes).to.deep.equal(['object', 'string']);
    controller.wake();
    await new Promise((resolve) => setTimeout(resolve, 30));
    stop();
    expect(shapes).to.have.length(2);
  });

  it('reads again where somebody else has written, and keeps what they wrote', async () => {
    const foreign = { type: 'x.org/Y', status: 'True', reason: 'R', message: '', lastTransitionTime: 'then' } as const;
    const { stored, writes, stop } = startOn(world, [], (objects) => {
      const current = objects.get(objectPath(gateway)) as Gateway;
      const metadata = { ...current.metadata, resourceVersion: '50' };
      objects.set(objectPath(gateway), { ...current, metadata, status: { conditions: [foreign] } } as StoredObject);
    });
    await until(() => writes.includes('replace Gateway'));
    stop();
    expect(writes).to.include('conflict Gateway');
    expect(conditionsOf(stored.get(objectPath(gateway)))[0]).to.deep.equal(foreign);
  });

  it('announces what is pending first, where that is its habit', async () => {
    const { writes, stored, controller, stop } = startOn(world, ['bursty-status']);
    await until(() => writes.includes('replace Gateway'));
    expect(conditionsOf(stored.get(objectPath(gateway))).map(({ status }) => status)).to.deep.equal(
      Array(3).fill('Unknown'),
    );
    await controller.started;
    stop();
    expect(conditionsOf(stored.get(objectPath(gateway)))[0]?.status).to.equal('True');
    expect(keyOf(gateway)).to.equal('ns/gw');
  });
});
