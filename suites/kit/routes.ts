import type { ScenarioEnv } from '../../harness/scenario/env.ts';
import { HarnessError } from '../../harness/scenario/errors.ts';
import type { KubeObject } from '../../harness/scenario/kubernetes.ts';
import {
  GATEWAY_API_VERSION,
  type HttpBackendRef,
  type HttpRouteMatch,
  type HttpRouteRule,
  type ParentRef,
} from './gateway-api.ts';
import { namespaceOf } from './namespaces.ts';

export interface HttpRouteOptions {
  /** Label of the route's namespace; default: the main one. */
  namespace?: string;
  /** Default: the whole shared Gateway. */
  parents?: readonly ParentRef[];
  /** Default: the scenario's hostname. Empty: the field is left out, so the listener's hostnames apply. */
  hostnames?: readonly string[];
  rules: readonly HttpRouteRule[];
}

/** An HTTPRoute, by default for the scenario's hostname on the shared Gateway. */
export function httpRoute(env: ScenarioEnv, label: string, options: HttpRouteOptions): KubeObject {
  const hostnames = options.hostnames ?? [env.hostname];
  return {
    apiVersion: GATEWAY_API_VERSION,
    kind: 'HTTPRoute',
    metadata: { name: env.name(label), namespace: namespaceOf(env, options.namespace) },
    spec: {
      parentRefs: options.parents ?? [sharedParent(env)],
      ...(hostnames.length > 0 ? { hostnames } : {}),
      rules: options.rules,
    },
  };
}

/** Reference to the shared Gateway, with `sectionName` and so on where they are given. */
export function sharedParent(env: ScenarioEnv, further: Partial<ParentRef> = {}): ParentRef {
  return { name: env.gateway.name, namespace: env.gateway.namespace, ...further };
}

/** Reference to a Gateway of the scenario, in the route's own namespace unless `further` says otherwise. */
export function ownParent(env: ScenarioEnv, gateway: string, further: Partial<ParentRef> = {}): ParentRef {
  return { name: env.name(gateway), ...further };
}

/**
 * Reference to a backend by its label, to the first port of its Service or to the one that `on` names. A route of another
 * namespace than the main one gives its label as `from`.
 */
export function backendRef(
  env: ScenarioEnv,
  label: string,
  further: Partial<HttpBackendRef> & { from?: string; on?: string } = {},
): HttpBackendRef {
  const { from, on, ...fields } = further;
  const backend = env.backend(label);
  const port = on === undefined ? backend.port : backend.ports[on];
  if (port === undefined) throw new HarnessError(`backend '${label}' has no port named '${on}'`);
  const crosses = backend.namespace !== namespaceOf(env, from);
  return { name: backend.name, port, ...(crosses ? { namespace: backend.namespace } : {}), ...fields };
}

/** A rule that leads all its matches to one backend. Without matches every request matches. */
export function ruleTo(env: ScenarioEnv, backend: string, ...matches: HttpRouteMatch[]): HttpRouteRule {
  return { ...(matches.length > 0 ? { matches } : {}), backendRefs: [backendRef(env, backend)] };
}

/** A match on an exact path. */
export function exactPath(value: string, headers: Readonly<Record<string, string>> = {}): HttpRouteMatch {
  return { path: { type: 'Exact', value }, ...headerMatch(headers) };
}

/** A match on a path prefix, compared element by element. */
export function pathPrefix(value: string, headers: Readonly<Record<string, string>> = {}): HttpRouteMatch {
  return { path: { type: 'PathPrefix', value }, ...headerMatch(headers) };
}

/** A match on exact header values, all of which are needed. */
export function withHeaders(headers: Readonly<Record<string, string>>): HttpRouteMatch {
  return headerMatch(headers);
}

function headerMatch(headers: Readonly<Record<string, string>>): HttpRouteMatch {
  const entries = Object.entries(headers);
  return entries.length > 0 ? { headers: entries.map(([name, value]) => ({ name, value })) } : {};
}
