import { conformant } from '../../embedded/gateway/conformant.ts';
import { controllerName } from '../../embedded/gateway/constants.ts';
import type { DataPlaneContext } from '../../embedded/gateway/dataplane/context.ts';
import { planRequest } from '../../embedded/gateway/dataplane/http/plan.ts';
import type { Plan, ReceivedRequest, Upstream } from '../../embedded/gateway/dataplane/http/types.ts';
import { chooseUpstream } from '../../embedded/gateway/dataplane/streams/route.ts';
import { findTlsEntries, findTlsListeners } from '../../embedded/gateway/kinds/tls/serve.ts';
import type { StoredObject } from '../../embedded/gateway/model/meta.ts';
import { buildModel } from '../../embedded/gateway/model/model.ts';
import type { ServedPort, Transport } from '../../embedded/gateway/model/served.ts';
import { separateLayout } from '../../embedded/gateway/serving/layouts.ts';
import { computeState } from '../../embedded/gateway/state.ts';
import { selectHabits } from '../../embedded/gateway/variants/index.ts';
import type { Ask, Observation } from '../../policy/model/index.ts';

/** What the reference gateway decides, without a socket: what it would answer, and what it would write. */
export interface Reference {
  /** @param draw from 0 to below 1, where shares are drawn */
  ask(port: number, ask: Ask, draw: () => number): Seen;
  /** Each object with the status that it would have; Services of the gateway's own left out. */
  statuses: readonly { kind: string; namespace: string; name: string; object: unknown }[];
}

/** An observation, with the port of the endpoint that was chosen and the TLS that is spoken with it. */
export interface Seen extends Observation {
  endpointPort?: number;
  backendTls?: { policy: string; hostname: string };
}

const address = '127.64.0.1';
const codes = 'OK CANCELLED UNKNOWN INVALID_ARGUMENT DEADLINE_EXCEEDED NOT_FOUND ALREADY_EXISTS PERMISSION_DENIED'
  .concat(' RESOURCE_EXHAUSTED FAILED_PRECONDITION ABORTED OUT_OF_RANGE UNIMPLEMENTED INTERNAL UNAVAILABLE')
  .split(' ');

/** One Gateway is served; it has an address already. */
export function createReference(objects: readonly StoredObject[]): Reference {
  const layout = separateLayout(conformant);
  const before = computeState(buildModel(objects), conformant, layout);
  const services = before.frontends.map(({ key }): StoredObject => {
    const [namespace = '', name = ''] = key.split('/');
    const metadata = { name, namespace, uid: key, generation: 1, resourceVersion: '1' };
    const status = { loadBalancer: { ingress: [{ ip: address }] } };
    return { apiVersion: 'v1', kind: 'Service', metadata, spec: { ports: [] }, status } as StoredObject;
  });
  const state = computeState(buildModel([...objects, ...services]), conformant, layout);
  const ports = state.frontends.flatMap((frontend) => frontend.ports);
  return {
    ask: (port, ask, draw) => observe(ports, port, ask, createContext(draw)),
    statuses: [
      ...state.gateways.map(({ object, desired }) => tell(object, { ...desired, addresses: [] })),
      ...state.listenerSets.map(({ object, desired }) => tell(object, desired)),
      ...state.routes.map(({ object, desired }) => tell(object, { parents: signed(desired) })),
      ...state.policies.map(({ object, desired }) => tell(object, { ancestors: signed(desired) })),
    ],
  };
}

function tell({ kind, metadata }: StoredObject, status: object): Reference['statuses'][number] {
  const { namespace = '', name } = metadata;
  return { kind, namespace, name, object: { metadata, status } };
}

function signed<T extends object>(entries: readonly T[]): readonly (T & { controllerName: string })[] {
  return entries.map((entry) => ({ ...entry, controllerName }));
}

function createContext(draw: () => number): DataPlaneContext {
  return {
    behaviour: conformant,
    habits: selectHabits([]),
    choose: (_id, weights) => {
      const sum = weights.reduce((total, weight) => total + weight, 0);
      let rest = draw() * sum;
      return weights.findIndex((weight) => {
        rest -= weight;
        return weight > 0 && rest < 0;
      });
    },
    upstreams: {} as DataPlaneContext['upstreams'],
    dial: (host, port) => ({ host, port }),
    now: () => 0,
    requestId: () => 'request',
    log: () => {},
  };
}

function observe(ports: readonly ServedPort[], number: number, ask: Ask, context: DataPlaneContext): Seen {
  const find = (transport: Transport) => ports.find((each) => each.port === number && each.transport === transport);
  const none: Seen = { headers: [], error: 'nothing listens there' };
  if (ask.kind === 'stream') {
    const { request } = ask;
    const port = find(request.protocol);
    if (!port) return none;
    if (request.protocol !== 'tls')
      return toConnection(
        chooseUpstream(
          port.listeners.flatMap(({ streams }) => streams),
          'a connection',
          context,
        ),
      );
    const listeners = findTlsListeners(port, request.sni, context.behaviour);
    const entries = findTlsEntries(listeners, request.sni, context.behaviour);
    const passesThrough = listeners.some((listener) => listener.passesThrough);
    return toConnection(
      chooseUpstream(entries, 'a connection', context, passesThrough),
      passesThrough ? 'backend' : 'gateway',
    );
  }
  const received = toReceived(ask, number);
  const port = find(received.scheme === 'https' ? 'tls' : 'http');
  if (!port) return none;
  if (received.scheme === 'https') {
    // Streams of the port are another protocol's, and without a listener there is no handshake.
    const listeners = findTlsListeners(port, received.serverName, context.behaviour);
    if (!listeners.some(({ protocol }) => protocol === 'HTTPS')) return { headers: [], error: 'no handshake' };
  }
  return toObservation(planRequest(port, received, context), received, ask.kind === 'grpc');
}

function toReceived(ask: Exclude<Ask, { kind: 'stream' }>, port: number): ReceivedRequest {
  const common = { client: '127.0.0.1', port, scheme: ask.request.scheme, serverName: ask.request.sni };
  if (ask.kind === 'http') {
    const { method, path, host, headers } = ask.request;
    return { ...common, method, target: path, host, headers: [['Host', host], ...headers] };
  }
  const { service, method, authority, metadata } = ask.request;
  const headers = [['Host', authority], ['content-type', 'application/grpc'], ...metadata] as const;
  return { ...common, method: 'POST', target: `/${service}/${method}`, host: authority, headers };
}

function toObservation(plan: Plan, { method, host }: ReceivedRequest, isCall: boolean): Seen {
  if (plan.kind === 'answer') {
    const headers = plan.headers ?? [];
    if (!isCall) return { status: plan.status, headers };
    const mapped = plan.status === 404 ? 'UNIMPLEMENTED' : plan.status > 501 ? 'UNAVAILABLE' : 'UNKNOWN';
    return { code: plan.grpcStatus === undefined ? mapped : codes[plan.grpcStatus], headers };
  }
  const headers: Record<string, string[]> = {};
  for (const [name, value] of plan.headers) {
    const key = name.toLowerCase();
    headers[key] = [...(headers[key] ?? []), value];
  }
  const { endpoint, tls } = plan.upstream;
  // A backend cannot be trusted without a certificate of whoever issues its own.
  if (tls && tls.authorities.length === 0)
    return isCall ? { code: 'UNAVAILABLE', headers: [] } : { status: 502, headers: [] };
  return {
    status: 200,
    ...(isCall ? { code: 'OK' } : {}),
    headers: [],
    endpointPort: endpoint.port,
    ...(tls ? { backendTls: { policy: tls.policy, hostname: tls.hostname } } : {}),
    backend: { address: endpoint.address, method, host, path: plan.target, headers },
  };
}

function toConnection(upstream: Upstream | undefined, terminated?: 'gateway' | 'backend'): Seen {
  if (!upstream) return { headers: [], error: 'the connection is closed' };
  const { address: own, port } = upstream.endpoint;
  const { tls } = upstream;
  if (tls && terminated === 'gateway' && tls.authorities.length === 0) return { headers: [], error: 'no handshake' };
  return {
    headers: [],
    endpointPort: port,
    ...(tls && terminated === 'gateway' ? { backendTls: { policy: tls.policy, hostname: tls.hostname } } : {}),
    backend: { address: own, method: '', host: '', path: '', headers: {}, ...(terminated ? { terminated } : {}) },
  };
}
