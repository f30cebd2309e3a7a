import { supportedFeatures } from '../../embedded/gateway/constants.ts';
import type { StoredObject } from '../../embedded/gateway/model/meta.ts';
import { arbitraryWorld, buildWorld, chooseAsks, type Place, type WorldPlan } from '../../policy/generate/index.ts';
import {
  type AnyAnswer,
  compareAnswer,
  compareStatus,
  createModel,
  judgeStatuses,
  type ModelOptions,
} from '../../policy/model/index.ts';
import { createReference, type Seen } from './reference.ts';

const controllerName = 'gwconf.dev/reference-gateway';

export const worlds = arbitraryWorld({
  kinds: ['HTTPRoute', 'GRPCRoute', 'TLSRoute', 'TCPRoute', 'UDPRoute'],
  listenerSets: true,
  policies: true,
  catchAll: true,
});

const options: ModelOptions = { controllerName, features: new Set(supportedFeatures), endpoints: 'slices' };

/** Asks for each world, at most. */
const asksPerWorld = 24;

export interface Agreement {
  asks: number;
  statuses: number;
  /** Of each protocol. */
  byKind: Record<string, number>;
  /** What differs, with what the model expects; empty: they agree. */
  differences: readonly string[];
}

/** Holds the reference gateway against the model, over one world. */
export function compareWorld(plan: WorldPlan, place: Place, seed: number): Agreement {
  const objects = storeObjects(plan, place);
  const model = createModel(objects, options);
  const reference = createReference(objects);
  let state = (seed % 2_147_483_647) + 1;
  const random = () => {
    state = (state * 48_271) % 2_147_483_647;
    return state / 2_147_483_647;
  };
  const chosen = chooseAsks(model, place.domain, asksPerWorld, (below) => Math.floor(random() * below));
  const byKind: Record<string, number> = {};
  const traffic = chosen.flatMap(({ target, ask, answer }) => {
    const kind = ask.kind === 'stream' ? ask.request.protocol : ask.kind;
    byKind[kind] = (byKind[kind] ?? 0) + 1;
    const seen = reference.ask(target.port, ask, random);
    const scheme = ask.kind === 'stream' ? 'http' : ask.request.scheme;
    const difference = compareAnswer(answer, seen, scheme) ?? compareEndpoint(answer, seen);
    if (!difference) return [];
    return [
      `${kind} to port ${target.port} ${JSON.stringify(ask.request)}: expected ${difference.expected}, got ${difference.observed} (${difference.clause})`,
    ];
  });
  const opinions = judgeStatuses(model).filter(({ kind }) => kind !== 'GatewayClass');
  const statuses = opinions.flatMap((opinion) => {
    const { kind, namespace, name } = opinion;
    const found = reference.statuses.find(
      (each) => each.kind === kind && each.namespace === namespace && each.name === name,
    );
    return compareStatus(opinion, found?.object ?? {}, controllerName).map(
      ({ path, expected, observed, clause }) =>
        `${kind} ${namespace}/${name} ${path}: expected ${expected}, got ${observed} (${clause})`,
    );
  });
  return { asks: chosen.length, statuses: opinions.length, byKind, differences: [...traffic, ...statuses] };
}

/** What `compareAnswer` leaves aside: the port of the endpoint, and the TLS that the Gateway speaks with it. */
function compareEndpoint({ alternatives }: AnyAnswer, { backend, endpointPort, backendTls }: Seen) {
  if (!backend) return undefined;
  const branches = alternatives.flatMap((alternative) => alternative.branches);
  const fits = branches.some(({ outcome }) => {
    if (outcome.kind !== 'forward' && outcome.kind !== 'connect') return false;
    const there = outcome.endpoints.some(({ address, port }) => address === backend.address && port === endpointPort);
    return there && outcome.tls?.policy === backendTls?.policy && outcome.tls?.serverName === backendTls?.hostname;
  });
  if (fits) return undefined;
  const observed = `port ${endpointPort}, ${backendTls ? `TLS by ${backendTls.policy}` : 'in plain text'}`;
  return { expected: 'another port, or other TLS with the backend', observed, clause: 'backend.port' };
}

/** The objects as an API server would have them. */
export function storeObjects(plan: WorldPlan, place: Place): StoredObject[] {
  const gatewayClass = {
    apiVersion: 'gateway.networking.k8s.io/v1',
    kind: 'GatewayClass',
    metadata: { name: place.gatewayClassName },
    spec: { controllerName },
  };
  return [{ object: gatewayClass, age: 0 }, ...buildWorld(plan, place)].map(({ object, age }) => {
    const creationTimestamp = `2026-01-01T00:00:0${age}Z`;
    const uid = `${object.kind} ${object.metadata.name}`;
    const metadata = { uid, generation: 1, resourceVersion: '1', creationTimestamp, ...object.metadata };
    return { ...object, metadata } as StoredObject;
  });
}
