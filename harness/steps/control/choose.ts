import { isKind, kinds } from '../../kinds/index.ts';
import { keyFor } from '../../kube/key.ts';
import { controlProofs } from '../../protocols/index.ts';
import type { Entry } from '../../protocols/types.ts';
import type { KubeObject, ObjectKey } from '../../scenario/kubernetes.ts';
import type { Placing } from '../context.ts';
import { resolveRef } from '../refs.ts';
import { type ControlRoute, composeControlRoute, type Place } from './compose.ts';
import { type ListenerView, readListeners, selects, serves } from './listener.ts';

/** A control route, and how near it is to what it is to prove. */
export interface Choice {
  /** The Gateway or ListenerSet whose listener it stands on. */
  parent: ObjectKey;
  control: ControlRoute;
  /** Set where the listener itself could carry none: what carries it instead. */
  instead?: string;
}

/** What looking for a place of a control route needs. */
type Choosing = Pick<Placing, 'api' | 'env' | 'namespaces' | 'findService' | 'servicePort'>;

/**
 * Chooses where to put a control route for a step: on the listener that the step's requests go to, else on another
 * listener of the same Gateway, else on the shared Gateway.
 */
export async function chooseControlRoute(
  context: Choosing,
  target: ObjectKey,
  entry: Entry,
  word: string,
): Promise<Choice | undefined> {
  const shared = resolveRef('Gateway/shared', context.env, []);
  const own = await findOn(context, target, word, (listener) => serves(listener, entry));
  if (own) return { parent: target, control: own };
  const beside = await findOn(context, target, word, () => true);
  if (beside) {
    return { parent: target, control: beside, instead: `port ${beside.entry.port} of the same ${target.kind}` };
  }
  const apart = await findOn(context, shared, word, () => true);
  return apart && { parent: shared, control: apart, instead: 'the shared Gateway' };
}

/** Whether the listener that a control route stands on has told meanwhile that it does not serve. */
export async function isStillHealthy(
  { api }: Pick<Placing, 'api'>,
  { parent, control: { entry, proof } }: Choice,
): Promise<boolean> {
  // An Ingress tells nothing of its listeners.
  if (isKind(parent, kinds.Ingress)) return true;
  const state = await api.get(parent);
  return (
    state !== undefined &&
    readListeners(state).some(
      ({ healthy, port, protocol }) => healthy && port === entry.port && proof.listeners[protocol]?.tls === entry.tls,
    )
  );
}

async function findOn(
  context: Choosing,
  parent: ObjectKey,
  word: string,
  test: (listener: ListenerView) => boolean,
): Promise<ControlRoute | undefined> {
  const state = await context.api.get(parent);
  if (!state) return undefined;
  const listeners = readListeners(state);
  const candidates = listeners.filter((one) => one.healthy && !one.asksClients && test(one));
  const places = await listPlaces(context, state, candidates.some(selects));
  const { findService, servicePort: backendPort } = context;
  for (const listener of candidates) {
    const spec = { parent, listeners, places, domain: context.env.domain, word, findService, backendPort };
    for (const proof of controlProofs) {
      const control = composeControlRoute(proof, listener, spec);
      if (control) return control;
    }
  }
  return undefined;
}

/** The scenario's own namespaces first; the Gateway's only where it asks for that. */
async function listPlaces({ api, namespaces }: Choosing, parent: KubeObject, withLabels: boolean): Promise<Place[]> {
  const names = new Set([...Object.values(namespaces), parent.metadata.namespace ?? '']);
  const places = [...names].map(async (name): Promise<Place> => {
    if (!withLabels) return { namespace: name, labels: {} };
    const found = await api.get(keyFor(kinds.Namespace, name));
    return { namespace: name, labels: { 'kubernetes.io/metadata.name': name, ...found?.metadata.labels } };
  });
  return Promise.all(places);
}
