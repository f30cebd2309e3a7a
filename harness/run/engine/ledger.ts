import { messageOf } from '../../common/message-of.ts';
import { isClusterScoped, isGatewayApi, isKind, isServed, kinds, newObject } from '../../kinds/index.ts';
import { describeKey, keyFor, keyOf, storageName } from '../../kube/key.ts';
import { labelObject } from '../../kube/labels.ts';
import { HarnessError } from '../../scenario/errors.ts';
import type { KubeObject, ObjectKey } from '../../scenario/kubernetes.ts';
import { watchUntil } from '../../wait/watch.ts';
import type { RunContext } from './run-context.ts';

/** Notes what one scenario (or the base) makes, so that just that is removed. */
export interface Ledger {
  /** Makes a namespace; one that is being deleted is waited for. Throws HarnessError where it exists otherwise. */
  addNamespace(name: string, labels: Readonly<Record<string, string>>): Promise<void>;
  /** Applies an object, in a version of its kind that the server has; one without a namespace gets the default one unless its kind is cluster-scoped. */
  apply(object: KubeObject): Promise<KubeObject>;
  keys(): readonly ObjectKey[];
  namespaces(): readonly string[];
  /**
   * Deletes the Gateways and routes alone and waits until they are gone: nothing is served for this scenario then, long
   * before a namespace is gone. Never rejects: what fails here is told by `remove`.
   */
  withdraw(signal: AbortSignal): Promise<void>;
  /**
   * Removes everything and waits until it is gone, namespaces only where the run is to wait for them. Gives what is in
   * the way, in one sentence each.
   */
  remove(signal: AbortSignal): Promise<string[]>;
}

export type LedgerContext = Pick<RunContext, 'input' | 'names' | 'policies' | 'writes' | 'namespaces'>;

/**
 * @param scenario id for the label; undefined for the base
 * @param urgency who has more goes first where requests queue
 * @param foreign namespaces that belong to somebody else: what is made there is removed one by one
 */
export function createLedger(
  { input, names, policies, writes, namespaces: known }: LedgerContext,
  options: { scenario?: string; defaultNamespace: string; urgency(): number; foreign?: ReadonlySet<string> },
): Ledger {
  const { api, clock, settings } = input;
  const made = new Map<string, ObjectKey>();
  const namespaces = new Set<string>();

  const apply = async (object: KubeObject): Promise<KubeObject> => {
    const placed = placeObject(object, options.defaultNamespace);
    const key = keyOf(placed);
    // Before the request: one that fails half way may have made the object.
    made.set(storageName(key), key);
    return write(isGatewayApi(placed) ? await toServedVersion(placed) : placed);
  };
  /** Older releases have some kinds in older versions only. */
  const toServedVersion = async (object: KubeObject): Promise<KubeObject> => {
    return { ...object, apiVersion: await api.chooseVersion(keyOf(object), object.apiVersion) };
  };
  const write = (object: KubeObject): Promise<KubeObject> =>
    writes(() => api.apply(labelObject(object, names.runId, options.scenario)), options.urgency());

  return {
    async addNamespace(name, labels) {
      if (options.foreign?.has(name)) return;
      const key = keyFor(kinds.Namespace, name);
      // One request for all names in the place of one for each, which all scenarios would begin with at once.
      const present = known?.has(name) === false ? undefined : await api.get(key);
      known?.add(name);
      const isLeaving = present?.metadata.deletionTimestamp !== undefined;
      if (isLeaving && !(await awaitGone(key, input.signal)).satisfied) {
        throw new HarnessError(
          `namespace ${name} is still being deleted after ${policies.workload.timeoutMs} ms; use another --seed`,
        );
      }
      if (present && !isLeaving) {
        throw new HarnessError(
          `namespace ${name} exists already, maybe kept by an earlier run with this seed; delete it or use another --seed`,
        );
      }
      namespaces.add(name);
      const metadata = { name, labels: { ...labels } };
      await write(newObject(kinds.Namespace, metadata));
    },
    apply,
    keys: () => [...made.values()],
    namespaces: () => [...namespaces],
    async withdraw(signal) {
      await removeAll([...made.values()].filter(isServed), signal);
    },
    async remove(signal) {
      const keys: ObjectKey[] = [
        ...[...namespaces].map((name) => keyFor(kinds.Namespace, name)),
        ...[...made.values()].filter(({ namespace }) => !namespaces.has(namespace)),
      ];
      return removeAll(keys, signal);
    },
  };

  async function removeAll(keys: readonly ObjectKey[], signal: AbortSignal): Promise<string[]> {
    const policy = policies.workload;
    const removals = keys.map(async (key): Promise<string[]> => {
      try {
        if (!(await api.delete(key))) return [];
        // What is left of a namespace goes by itself, some seconds later.
        if (isKind(key, kinds.Namespace) && !settings.wait) return [];
        const { satisfied, last } = await awaitGone(key, signal);
        const hold = describeHold(last?.state);
        return satisfied ? [] : [`${describeKey(key)} is not gone ${policy.timeoutMs} ms after its deletion${hold}`];
      } catch (error) {
        return [`${describeKey(key)} could not be deleted: ${messageOf(error)}`];
      }
    });
    return (await Promise.all(removals)).flat().sort();
  }

  async function awaitGone(key: ObjectKey, signal: AbortSignal) {
    return watchUntil(
      policies.workload,
      (watching) => api.observe(key, watching),
      (object) => (object ? [{ path: 'object', expected: 'to be gone', observed: 'present' }] : []),
      { clock, signal },
    );
  }
}

/** An object with the namespace that it gets where it names none. */
export function placeObject(object: KubeObject, namespace: string): KubeObject {
  if (object.metadata.namespace !== undefined || isClusterScoped(object.kind)) return object;
  return { ...object, metadata: { ...object.metadata, namespace } };
}

function describeHold(object: KubeObject | undefined): string {
  const finalizers = object?.metadata.finalizers ?? [];
  return finalizers.length > 0 ? ` (held up by ${finalizers.join(', ')})` : '';
}
