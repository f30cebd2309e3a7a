import { describeManifest, type Manifest, type Operation } from '../../policy/generate/index.ts';
import { isKind, isServed, kinds } from '../kinds/index.ts';
import { keyOf } from '../kube/key.ts';
import { labelObject } from '../kube/labels.ts';
import type { KubeObject } from '../scenario/kubernetes.ts';
import { awaitAll } from '../wait/together.ts';
import type { Ground } from './types.ts';

/** The objects of one case as the API server has them. */
export interface CaseObjects {
  apply(operations: readonly Operation[]): Promise<void>;
  /** As they were after the last write: with generation and time of creation. */
  objects(): readonly KubeObject[];
  /** Deletes all of it, namespaces last. */
  remove(): Promise<void>;
}

/** Kinds whose order among one another means nothing; they are written side by side, in this order of groups. */
const groups: readonly (readonly string[])[] = [
  [kinds.Namespace.kind],
  [kinds.Service.kind, kinds.EndpointSlice.kind, kinds.Secret.kind, kinds.ReferenceGrant.kind],
];

export function createCaseObjects({ api, clock, runId, signal }: Ground, disposable: boolean): CaseObjects {
  const known = new Map<string, KubeObject>();
  let youngest = 0;

  const apply = async (object: Manifest) => {
    const applied = await api.apply(labelObject(object as KubeObject, runId));
    known.set(describeManifest(object), applied);
    youngest = Math.max(youngest, Date.parse(applied.metadata.creationTimestamp ?? '') || 0);
  };
  const remove = async (object: Manifest) => {
    await api.delete(keyOf(object));
    known.delete(describeManifest(object));
  };
  /** Times of creation are told to the second. */
  const awaitNextSecond = async () => {
    const wait = youngest + 1_050 - clock.date().getTime();
    if (wait > 0) await clock.sleep(Math.min(wait, 1_100), signal);
  };

  return {
    async apply(operations) {
      for (const { kind, object } of operations) if (kind === 'delete') await remove(object);
      const writes = operations.filter((operation) => operation.kind === 'apply');
      for (const kinds of groups)
        await awaitAll(writes.filter(({ object }) => kinds.includes(object.kind)).map(({ object }) => apply(object)));
      for (const { object, younger } of writes) {
        if (groups.some((kinds) => kinds.includes(object.kind))) continue;
        if (younger) await awaitNextSecond();
        await apply(object);
      }
    },
    objects: () => [...known.values()],
    async remove() {
      const served = [...known.values()].filter(isServed);
      const all = [...known.values()].filter((object) => isKind(object, kinds.Namespace));
      const keys = [...served, ...(disposable ? [] : all)];
      for (const object of keys) await api.delete(keyOf(object));
    },
  };
}
