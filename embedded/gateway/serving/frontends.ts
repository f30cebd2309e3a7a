import type { Behaviour } from '../behaviour/types.ts';
import { sortEntries } from '../kinds/http/precedence.ts';
import type { CompiledRoute } from '../kinds/types.ts';
import type { ListenerVerdict } from '../listeners/evaluate.ts';
import type { Gateway } from '../model/gateway.ts';
import type { Frontend, ServedListener, ServedPort } from '../model/served.ts';
import type { Attachment, EvaluatedGateway } from '../routes/attach.ts';

/** Which address a Gateway is served at. */
export interface FrontendLayout {
  /** `namespace/name` of the Service that gives a Gateway its address, among the Gateways given. */
  assign(gateways: readonly Gateway[]): (gateway: Gateway) => string;
  /** Whether Gateways may share one. */
  isShared: boolean;
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
      .map((verdict) => serveListener(gateway, verdict, attached, behaviour));
    if (own.length === 0) continue;
    listeners.set(key, [...(listeners.get(key) ?? []), ...own]);
    if (!isShared) owners.set(key, gateway.gateway);
  }
  const frontends = [...listeners].map(([key, all]) => ({ key, ports: groupByPort(all, behaviour) }));
  return { frontends, owners };
}

function serveListener(
  { key }: EvaluatedGateway,
  { listener, certificates }: ListenerVerdict,
  attached: readonly AttachedRoute[],
  behaviour: Behaviour,
): ServedListener {
  const entries = attached
    .filter(({ attachment }) => attachment.gateway.key === key && attachment.listeners.includes(listener.name))
    .map(({ compiled }) => compiled.entries);
  return {
    gateway: key,
    name: listener.name,
    ...(listener.hostname ? { hostname: listener.hostname } : {}),
    port: listener.port,
    protocol: listener.protocol === 'HTTPS' ? 'HTTPS' : 'HTTP',
    certificates,
    // A route may name the same listener in several parentRefs.
    entries: sortEntries([...new Set(entries)].flat(), behaviour.precedence),
  };
}

function groupByPort(listeners: readonly ServedListener[], behaviour: Behaviour): readonly ServedPort[] {
  const ports = [...new Set(listeners.map(({ port }) => port))].sort((a, b) => a - b);
  return ports.map((port) => {
    const own = listeners.filter((listener) => listener.port === port);
    const usesTls = own.some((listener) => behaviour.serving.usesTls(listener));
    return { port, protocol: usesTls ? 'HTTPS' : 'HTTP', listeners: own };
  });
}
