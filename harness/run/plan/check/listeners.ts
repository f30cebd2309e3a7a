import { isRecord } from '../../../common/guards.ts';
import { isKind, kinds } from '../../../kinds/index.ts';
import { storageName } from '../../../kube/key.ts';
import type { KubeObject } from '../../../scenario/kubernetes.ts';
import type { ObjectRef, Step } from '../../../scenario/steps.ts';
import { kindOf, resolveRef } from '../../../steps/index.ts';
import { type Instance, identify } from './instance.ts';

/** Ports of what is shared. */
const SHARED_PORTS: Readonly<Record<string, number>> = { 'Gateway/shared': 80, 'Gateway/shared-tls': 443 };

/** Requests to ports that nothing of the scenario ever listens on: these would only ever be refused. */
export function findListenerDefects(step: Step, index: number, instance: Instance): string[] {
  if (!('target' in step) || 'address' in step.target || 'from' in step.target) return [];
  const { target } = step;
  // An Ingress is served at the ports of its controller.
  if ('ingress' in target) return [];
  const ref = 'listenerSet' in target ? target.listenerSet : (target.gateway ?? 'Gateway/shared');
  const ports = listPorts(ref, index, instance);
  if (!ports) return [];
  // One that is to be refused may go where nobody listens.
  const wanted = kindOf(step)
    .requests(step)
    .filter(({ wantsAnswer }) => wantsAnswer);
  const asked = new Set(wanted.map(({ entry }) => target.port ?? entry.port));
  return [...asked]
    .filter((port) => !ports.has(port))
    .map((port) => `sends to port ${port} of ${ref}, which has no listener there`);
}

/** Every port that a Gateway or ListenerSet ever listens on; undefined where code may have made it. */
function listPorts(ref: ObjectRef, index: number, instance: Instance): ReadonlySet<number> | undefined {
  const shared = SHARED_PORTS[ref];
  const { env, resources, steps } = instance;
  const applied = steps.slice(0, index).flatMap((step) => kindOf(step).objects(step));
  const objects = [...resources, ...applied];
  const key = storageName(resolveRef(ref, env, objects));
  const versions = objects.filter((object) => identify(object, env) === key).map(({ spec }) => spec);
  const patches = steps
    .slice(0, index)
    .flatMap((step) => kindOf(step).merges(step))
    .flatMap(({ ref: changed, merge }) => (isSame(changed, key, instance, objects) ? [merge.spec] : []));
  const sets = objects.filter((object) => isKind(object, kinds.ListenerSet)).map(({ spec }) => spec);
  if (shared === undefined && versions.length === 0) return undefined;
  const listening = [...versions, ...patches, ...sets].flatMap(readPorts);
  return new Set([...(shared === undefined ? [] : [shared]), ...listening]);
}

function isSame(ref: ObjectRef, key: string, { env }: Instance, objects: readonly KubeObject[]): boolean {
  return storageName(resolveRef(ref, env, objects)) === key;
}

function readPorts(spec: unknown): number[] {
  const listeners = isRecord(spec) && Array.isArray(spec.listeners) ? spec.listeners.filter(isRecord) : [];
  return listeners.map(({ port }) => Number(port));
}
