import { isRecord } from '../common/guards.ts';
import { isKind, kinds, newObject } from '../kinds/index.ts';
import { findCondition, parseConditions } from '../kube/conditions.ts';
import { keyOf } from '../kube/key.ts';
import type { KubeObject } from '../scenario/kubernetes.ts';
import type { GiveUp } from '../wait/give-up.ts';
import { type WatchedState, watchUntil } from '../wait/watch.ts';
import type { Naming, StepContext, Timing } from './context.ts';

type Proving = Naming & Timing & Pick<StepContext, 'api' | 'controllerName' | 'create' | 'nextControlName'>;
type State = WatchedState<KubeObject | undefined>;

/** How long a wrong status must have been the same: this share of the status time-out, ms at most. */
const STEADY = { share: 1 / 10, mostMs: 10_000 };

/**
 * Lets nobody wait for a whole minute for a status that is wrong and stays so, while a route that is made only now gets
 * its status at once. Not where a Gateway is not programmed yet, for which a proxy may have to start.
 */
export function createStatusGiveUp(context: Proving): GiveUp<State> {
  const { policies } = context;
  return {
    steadyMs: Math.min(policies.status.timeoutMs * STEADY.share, STEADY.mostMs),
    describe({ state, mismatches }) {
      if (!state || isStarting(state)) return undefined;
      return mismatches.map(({ path, observed }) => `${path} ${observed}`).join('\n');
    },
    prove: (_rows, signal) => measureAcceptance({ ...context, signal }),
  };
}

/** A Gateway that does not say yet that it serves, nor that it never will. */
function isStarting(state: KubeObject): boolean {
  if (!isKind(state, kinds.Gateway)) return false;
  const refused = findCondition(state, 'Accepted')?.status === 'False';
  return !refused && findCondition(state, 'Programmed')?.status !== 'True';
}

/** How long the controller takes for a new route of the shared Gateway, ms; undefined where it does not take it in time. */
async function measureAcceptance(context: Proving): Promise<number | undefined> {
  const { api, clock, env, policies, signal, controllerName } = context;
  const { name, namespace } = env.gateway;
  const word = context.nextControlName();
  const spec = { parentRefs: [{ name, namespace }], hostnames: [`${word}.${env.domain}`], rules: [{}] };
  const placed = clock.now();
  const route = await context.create(newObject(kinds.HTTPRoute, { name: word, namespace: env.namespace }, { spec }));
  try {
    const { satisfied } = await watchUntil(
      policies.status,
      (watching) => api.observe(keyOf(route), watching),
      (state) =>
        isAccepted(state, controllerName)
          ? []
          : [{ path: 'status.parents', expected: 'Accepted', observed: 'not yet' }],
      { clock, signal },
    );
    return satisfied ? clock.now() - placed : undefined;
  } finally {
    await api.delete(keyOf(route));
  }
}

function isAccepted(route: KubeObject | undefined, controllerName: string): boolean {
  const parents = isRecord(route?.status) && Array.isArray(route.status.parents) ? route.status.parents : [];
  return parents
    .filter(isRecord)
    .some(
      (parent) =>
        parent.controllerName === controllerName &&
        parseConditions(parent.conditions).some(({ type, status }) => type === 'Accepted' && status === 'True'),
    );
}
