import { isRecord } from '../../common/guards.ts';
import { findCondition, parseConditions } from '../../kube/conditions.ts';
import type { Entry } from '../../protocols/types.ts';
import type { KubeObject } from '../../scenario/kubernetes.ts';

/** A listener of a Gateway, as far as control routes need it. */
export interface ListenerView {
  name: string;
  port: number;
  protocol: string;
  /** Empty for none. */
  hostname: string;
  /** `All`, `Same`, or labels that a namespace must have. */
  from: 'All' | 'Same' | Readonly<Record<string, string>>;
  /** Kinds of routes that it allows; undefined: those of its protocol. */
  kinds: readonly string[] | undefined;
  /** It serves clients with a certificate alone, which a control route has not. */
  asksClients: boolean;
  /** False where its status says that it does not serve. */
  healthy: boolean;
}

export function readListeners(gateway: KubeObject): ListenerView[] {
  const listeners = isRecord(gateway.spec) && Array.isArray(gateway.spec.listeners) ? gateway.spec.listeners : [];
  const accepted = findCondition(gateway, 'Accepted')?.status !== 'False';
  return listeners.filter(isRecord).map((listener) => {
    const name = String(listener.name);
    const allowed = isRecord(listener.allowedRoutes) ? listener.allowedRoutes : {};
    return {
      name,
      port: Number(listener.port),
      protocol: String(listener.protocol),
      hostname: typeof listener.hostname === 'string' ? listener.hostname : '',
      from: readFrom(allowed.namespaces),
      kinds: readKinds(allowed.kinds),
      asksClients: listener.protocol === 'HTTPS' && asksClients(gateway, Number(listener.port)),
      healthy: accepted && isHealthy(gateway, name),
    };
  });
}

/** Whether the Gateway validates clients at a port, and takes none that fail (`spec.tls.frontend`). */
function asksClients({ spec }: KubeObject, port: number): boolean {
  const frontend = fieldOf(fieldOf(spec, 'tls'), 'frontend');
  const perPort = fieldOf(frontend, 'perPort');
  const own: unknown = Array.isArray(perPort) ? perPort.find((one) => fieldOf(one, 'port') === port) : undefined;
  const validation = fieldOf(own === undefined ? fieldOf(frontend, 'default') : fieldOf(own, 'tls'), 'validation');
  return validation !== undefined && fieldOf(validation, 'mode') !== 'AllowInsecureFallback';
}

function fieldOf(value: unknown, name: string): unknown {
  return isRecord(value) ? value[name] : undefined;
}

export function takesRoutes({ kinds }: ListenerView, kind: string): boolean {
  return kinds === undefined || kinds.includes(kind);
}

/** Whether it takes routes of namespaces that have certain labels. */
export function selects({ from }: ListenerView): boolean {
  return typeof from !== 'string';
}

/** How one speaks with a listener, by its protocol. */
const SPOKEN: Readonly<Record<string, Pick<Entry, 'transport' | 'tls'>>> = {
  HTTP: { transport: 'tcp', tls: false },
  HTTPS: { transport: 'tcp', tls: true },
  TLS: { transport: 'tcp', tls: true },
  TCP: { transport: 'tcp', tls: false },
  UDP: { transport: 'udp', tls: false },
};

export function serves({ port, protocol }: ListenerView, entry: Entry): boolean {
  const spoken = SPOKEN[protocol];
  return port === entry.port && spoken?.transport === entry.transport && spoken.tls === entry.tls;
}

/** The listener that a request for a hostname belongs to: the most specific one of its port. */
export function selectListener(
  listeners: readonly ListenerView[],
  port: number,
  host: string,
): ListenerView | undefined {
  return listeners
    .filter((listener) => listener.port === port && coversHost(listener.hostname, host))
    .sort((a, b) => rankHostname(b.hostname) - rankHostname(a.hostname))[0];
}

function coversHost(hostname: string, host: string): boolean {
  if (hostname === '' || hostname === host) return true;
  return hostname.startsWith('*.') && host.endsWith(hostname.slice(1)) && host.length > hostname.length - 1;
}

/** Exact before wildcard before none; longer wildcards before shorter ones. */
function rankHostname(hostname: string): number {
  if (hostname === '') return 0;
  return hostname.startsWith('*.') ? hostname.length : 1_000 + hostname.length;
}

function readFrom(namespaces: unknown): ListenerView['from'] {
  const from = isRecord(namespaces) ? namespaces.from : undefined;
  if (from === 'All') return 'All';
  if (from !== 'Selector' || !isRecord(namespaces) || !isRecord(namespaces.selector)) return 'Same';
  const { matchLabels } = namespaces.selector;
  // Expressions are not evaluated: such a listener takes no control route of ours for sure.
  if (!isRecord(matchLabels) || namespaces.selector.matchExpressions !== undefined) return { 'gwconf.dev/never': '' };
  return Object.fromEntries(Object.entries(matchLabels).map(([key, value]) => [key, String(value)]));
}

function readKinds(kinds: unknown): readonly string[] | undefined {
  if (!Array.isArray(kinds) || kinds.length === 0) return undefined;
  return kinds.flatMap((one) => (isRecord(one) && typeof one.kind === 'string' ? [one.kind] : []));
}

const BAD: readonly (readonly [string, string])[] = [
  ['Accepted', 'False'],
  ['Programmed', 'False'],
  ['ResolvedRefs', 'False'],
  ['Conflicted', 'True'],
];

function isHealthy(gateway: KubeObject, name: string): boolean {
  const listeners = isRecord(gateway.status) && Array.isArray(gateway.status.listeners) ? gateway.status.listeners : [];
  const entry: unknown = listeners.find((listener) => isRecord(listener) && listener.name === name);
  const conditions = isRecord(entry) ? parseConditions(entry.conditions) : [];
  return !conditions.some(({ type, status }) => BAD.some(([badType, bad]) => type === badType && status === bad));
}
