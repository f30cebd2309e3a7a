import type { Behaviour } from '../behaviour/types.ts';
import { isServedProtocol } from '../listeners/protocols.ts';
import type { EvaluatedGateway, ListenerVerdict } from '../listeners/types.ts';
import type { Gateway } from '../model/gateway.ts';
import type { Frontend, ServedListener, ServedPort, Transport } from '../model/served.ts';
import type { Attachment } from '../routes/attachment.ts';
import type { CompiledRoute } from '../routes/compile.ts';
import { sortRequests, sortStreams } from './order.ts';

/** Which address a Gateway is served at. */
export interface FrontendLayout {
  /** `namespace/name` of the Service that gives a Gateway its address, among the Gateways given. */
  assign(gateways: readonly EvaluatedGateway[]): (gateway: Gateway) => string;
  /** Whether Gateways may share one. */
  isShared: boolean;
  /** `namespace/name` of the Service that gives all Ingresses their address. */
  ingress: string;
}

export interface AttachedRoute {
  compiled: CompiledRoute;
  attachment: Attachment;
}

/** Gathers the listeners of each address by port. Only accepted listeners open their ports. */
export function buildFrontends(
  gateways: readonly EvaluatedGateway[],
  attached: readonly AttachedRoute[],
  behaviour: Behaviour,
  { keyOf, isShared }: { keyOf(gateway: Gateway): string; isShared: boolean },
): { frontends: readonly Frontend[]; owners: ReadonlyMap<string, Gateway> } {
  const listeners = new Map<string, ServedListener[]>();
  const owners = new Map<string, Gateway>();
  for (const gateway of gateways) {
    const key = keyOf(gateway.gateway);
    const own = gateway.listeners
      .filter((verdict) => verdict.accepted.ok)
      .flatMap((verdict) => serveListener(gateway, verdict, attached, behaviour));
    if (own.length === 0) continue;
    listeners.set(key, [...(listeners.get(key) ?? []), ...own]);
    if (!isShared) owners.set(key, gateway.gateway);
  }
  const frontends = [...listeners].map(([key, all]) => ({ key, ports: groupByPort(all, behaviour) }));
  return { frontends, owners };
}

function serveListener(
  { key, clientCertificate }: EvaluatedGateway,
  { id, listener, certificates, terminates, validation }: ListenerVerdict,
  attached: readonly AttachedRoute[],
  behaviour: Behaviour,
): readonly ServedListener[] {
  const { protocol } = listener;
  if (!isServedProtocol(protocol)) return [];
  const own = attached.filter(({ attachment }) => attachment.listeners.includes(id));
  // A route may name the same listener in several parentRefs.
  const entries = [...new Set(own.map(({ compiled }) => compiled.entries))].flat();
  return [
    {
      gateway: key,
      name: listener.name,
      ...(listener.hostname ? { hostname: listener.hostname } : {}),
      port: listener.port,
      protocol,
      passesThrough: protocol === 'TLS' && !terminates,
      certificates,
      ...(validation ? { validation } : {}),
      ...(clientCertificate ? { clientCertificate } : {}),
      requests: sortRequests(entries, behaviour),
      streams: sortStreams(entries, behaviour),
    },
  ];
}

function groupByPort(listeners: readonly ServedListener[], behaviour: Behaviour): readonly ServedPort[] {
  const ports = new Map<string, { port: number; transport: Transport; listeners: ServedListener[] }>();
  for (const listener of listeners) {
    const { port } = listener;
    const transport = behaviour.serving.transport(listener.protocol);
    const served = ports.get(`${port} ${transport}`) ?? { port, transport, listeners: [] };
    served.listeners.push(listener);
    ports.set(`${port} ${transport}`, served);
  }
  return [...ports.values()].sort((a, b) => a.port - b.port);
}
