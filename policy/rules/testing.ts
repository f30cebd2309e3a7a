import type { JsonObject } from '../../apimachinery/types.ts';
import type { Level } from './types.ts';

/** Objects for tests of rules, as short as they can be. Gateways are in infra, all else in shop. */
const apiVersion = 'gateway.networking.k8s.io/v1';

export interface Around {
  closed?: boolean;
  /** Where it is given, objects without a namespace are surely in it. */
  namespace?: string;
}

/** Objects of which a rule must tell, or must not. */
export interface Case extends Around {
  name: string;
  objects: readonly JsonObject[];
  /** Where the findings are: `HTTPRoute shop/r spec.parentRefs[0].name`. Default: anywhere. */
  at?: readonly string[];
  /** Default: the rule's. */
  level?: Level;
  /** What a message says. */
  says?: string | RegExp;
}

/** Of a rule: what it must find, and near misses. */
export interface RuleCases {
  fires: readonly Case[];
  misses: readonly Case[];
}

type Cases = Readonly<Record<string, RuleCases>>;

export type { Cases as TopicCases };

export function object(kind: string, name: string, namespace: string | undefined, fields: JsonObject): JsonObject {
  return { apiVersion, kind, metadata: { name, ...(namespace === undefined ? {} : { namespace }) }, ...fields };
}

export function listener(name: string, more: JsonObject = {}): JsonObject {
  return { name, port: 80, protocol: 'HTTP', allowedRoutes: { namespaces: { from: 'All' } }, ...more };
}

export function https(name: string, more: JsonObject = {}): JsonObject {
  return listener(name, { port: 443, protocol: 'HTTPS', tls: { certificateRefs: [{ name: 'cert' }] }, ...more });
}

/** Gateway infra/edge */
export function gateway(listeners: readonly JsonObject[] = [listener('http')], more: JsonObject = {}): JsonObject {
  return object('Gateway', 'edge', 'infra', { spec: { gatewayClassName: 'acme', listeners, ...more } });
}

/** A ListenerSet of infra/edge. */
export function listenerSet(
  listeners: readonly object[],
  name = 's',
  namespace = 'infra',
  creationTimestamp?: string,
): JsonObject {
  const made = object('ListenerSet', name, namespace, {
    spec: { parentRef: { name: 'edge', namespace: 'infra' }, listeners },
  });
  return { ...made, metadata: { name, namespace, ...(creationTimestamp === undefined ? {} : { creationTimestamp }) } };
}

export const toEdge: JsonObject = { name: 'edge', namespace: 'infra' };

export function rule(path: string, more: JsonObject = {}): JsonObject {
  return { matches: [{ path: { type: 'PathPrefix', value: path } }], backendRefs: [{ name: 'a', port: 80 }], ...more };
}

/** A route shop/r of infra/edge. */
export function route(
  spec: JsonObject = {},
  name = 'r',
  namespace: string | undefined = 'shop',
  kind = 'HTTPRoute',
): JsonObject {
  return object(kind, name, namespace, { spec: { parentRefs: [toEdge], rules: [rule('/')], ...spec } });
}

/** A rule with one backend. */
export function toBackend(backend: JsonObject): JsonObject {
  return { rules: [{ backendRefs: [backend] }] };
}

export function service(
  name: string,
  ports: readonly JsonObject[] = [{ port: 80 }],
  namespace = 'shop',
  more: JsonObject = {},
): JsonObject {
  return { apiVersion: 'v1', kind: 'Service', metadata: { name, namespace }, spec: { ports, ...more } };
}

export function core(kind: string, name: string, namespace: string | undefined, fields: JsonObject = {}): JsonObject {
  return { ...object(kind, name, namespace, fields), apiVersion: 'v1' };
}

/** A ReferenceGrant of a namespace; by default it lets HTTPRoutes of shop refer to every Service. */
export function grant(namespace: string, from: JsonObject = {}, to: JsonObject = {}): JsonObject {
  const trusted = { group: 'gateway.networking.k8s.io', kind: 'HTTPRoute', namespace: 'shop', ...from };
  return object('ReferenceGrant', 'g', namespace, {
    spec: { from: [trusted], to: [{ group: '', kind: 'Service', ...to }] },
  });
}
