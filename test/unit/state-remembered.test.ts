import { isDeepStrictEqual } from 'node:util';
import { expect } from 'chai';
import fc from 'fast-check';
import { conformant } from '../../embedded/gateway/conformant.ts';
import { meshLabel } from '../../embedded/gateway/constants.ts';
import { builtInResources, discoveredKinds } from '../../embedded/gateway/kube/resources.ts';
import { type Cache, createCache } from '../../embedded/gateway/model/cache.ts';
import type { Service } from '../../embedded/gateway/model/core.ts';
import { keyOf, namespaceOf, type StoredObject } from '../../embedded/gateway/model/meta.ts';
import { buildModel, type Model } from '../../embedded/gateway/model/model.ts';
import type { Route } from '../../embedded/gateway/model/route.ts';
import { separateLayout } from '../../embedded/gateway/serving/layouts.ts';
import { computeState, createMemories, type Memories } from '../../embedded/gateway/state.ts';
import type { Place, WorldPlan } from '../../policy/generate/index.ts';
import { storeObjects, worlds } from '../model/agree.ts';
import { createPlace } from '../model/place.ts';

const sequences = 40;
const seed = 11;
const layout = separateLayout(conformant);
const kinds = [...builtInResources, ...discoveredKinds].map(({ kind }) => kind);

describe('a state of which parts are remembered', () => {
  let place: Place;
  before(async () => {
    place = await createPlace();
  });

  it(`is the one computed from nothing, after each change of ${sequences} generated sequences`, () => {
    let states = 0;
    const property = fc.property(fc.array(worlds, { minLength: 2, maxLength: 4 }), (plans) => {
      const cache = createCache(kinds);
      for (const kind of kinds) cache.replace(kind, []);
      const memories = createMemories();
      for (const known of applyInTurn(plans, place, cache)) {
        const model = cache.snapshot();
        expectSame(model, buildModel(known));
        expectSame(show(model, memories), show(model));
        states += 1;
      }
    });
    fc.assert(property, { seed, numRuns: sequences });
    expect(states).to.be.greaterThan(sequences * 20);
  }).timeout(120_000);
});

/** One world after the other, change by change; gives all objects after each. */
function* applyInTurn(plans: readonly WorldPlan[], place: Place, cache: Cache): Generator<readonly StoredObject[]> {
  const known = new Map<string, StoredObject>();
  const list = () => kinds.flatMap((kind) => [...known.values()].filter((object) => object.kind === kind));
  let version = 1;
  for (const [index, plan] of plans.entries()) {
    const wanted = new Map(listObjects(plan, place, index).map((object) => [nameOf(object), object]));
    for (const [name, object] of known) {
      if (wanted.has(name)) continue;
      cache.delete(object);
      known.delete(name);
      yield list();
    }
    for (const [name, object] of wanted) {
      version += 1;
      const metadata = { ...object.metadata, resourceVersion: `${version}` };
      const { resourceVersion } = known.get(name)?.metadata ?? {};
      if (isDeepStrictEqual(known.get(name), { ...object, metadata: { ...metadata, resourceVersion } })) continue;
      known.set(name, { ...object, metadata });
      cache.set({ ...object, metadata });
      yield list();
    }
  }
}

/** The objects of a world; of every other one also its Services are parents of routes, in a mesh. */
function listObjects(plan: WorldPlan, place: Place, index: number): readonly StoredObject[] {
  const objects = storeObjects(plan, place).map(withAddress);
  if (index % 2 === 0) return objects;
  const members = [...new Set(objects.map(namespaceOf))].filter((name) => name !== '');
  const namespaces = members.map((name): StoredObject => {
    const labels = { [meshLabel.name]: meshLabel.value };
    return { apiVersion: 'v1', kind: 'Namespace', metadata: { name, uid: `Namespace ${name}`, labels } };
  });
  const others = objects.filter(({ kind }) => kind !== 'Namespace');
  return [...namespaces, ...others.map(withServiceParent)];
}

function withAddress(object: StoredObject): StoredObject {
  if (object.kind !== 'Service') return object;
  const { spec } = object as Service;
  const ports = spec.ports?.map((port) => ({ ...port, appProtocol: port.appProtocol ?? 'http' }));
  return { ...object, spec: { ...spec, clusterIP: '127.96.0.1', ports } } as StoredObject;
}

function withServiceParent(object: StoredObject): StoredObject {
  if (object.kind !== 'HTTPRoute' && object.kind !== 'GRPCRoute') return object;
  const { spec } = object as Route & { spec: { rules?: { backendRefs?: { name: string; namespace?: string }[] }[] } };
  const parents = (spec.rules ?? []).flatMap(({ backendRefs = [] }) =>
    backendRefs.map(({ name, namespace }) => ({
      group: '',
      kind: 'Service',
      name,
      ...(namespace ? { namespace } : {}),
    })),
  );
  return { ...object, spec: { ...spec, parentRefs: [...(spec.parentRefs ?? []), ...parents] } } as StoredObject;
}

function nameOf(object: StoredObject): string {
  return `${object.kind} ${keyOf(object)}`;
}

function show(model: Model, memories?: Memories) {
  const { mesh, ...state } = computeState(model, conformant, layout, memories);
  return { ...state, mesh: { frontends: mesh.frontends, members: mesh.members } };
}

function expectSame(left: unknown, right: unknown): void {
  // Quicker than chai, whose message tells what differs.
  if (!isDeepStrictEqual(left, right)) expect(left).to.deep.equal(right);
}
