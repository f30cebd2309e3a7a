import { scenario as define, http, type ScenarioDefinition } from '../../harness/scenario/define.ts';
import type { ScenarioEnv } from '../../harness/scenario/env.ts';
import { HarnessError } from '../../harness/scenario/errors.ts';
import type { KubeObject } from '../../harness/scenario/kubernetes.ts';
import type { ObjectRef } from '../../harness/scenario/steps.ts';
import type { HttpRow, HttpStep } from '../../harness/scenario/traffic.ts';
import { namespaceOf } from '../kit/namespaces.ts';
import type { IngressFeature } from './features.ts';
import type { IngressRequirementId } from './requirements.ts';

export { answers, arrives, redirects } from '../kit/rows.ts';
export { tlsSecret } from '../kit/secrets.ts';

export interface IngressScenario
  extends Omit<ScenarioDefinition, 'features' | 'requirements' | 'since' | 'level' | 'gateways' | 'unless'> {
  requirements: readonly [IngressRequirementId, ...IngressRequirementId[]];
  /** Beside Ingress itself. */
  features?: readonly IngressFeature[];
}

/** A scenario of Ingress: it needs no Gateway and no release of the Gateway API, and is in no official report. */
export function scenario({ features = [], ...definition }: IngressScenario): ScenarioDefinition {
  return define({ ...definition, features: ['Ingress', ...features], since: 'v1.0', level: 'spec', gateways: [] });
}

export type PathType = 'Exact' | 'Prefix' | 'ImplementationSpecific';

export interface IngressBackend {
  service?: { name: string; port: { number: number } | { name: string } };
  resource?: { apiGroup: string; kind: string; name: string };
}

export interface IngressPath {
  path: string;
  pathType: PathType;
  backend: IngressBackend;
}

export interface IngressRule {
  /** Empty for none. */
  host: string;
  paths: readonly IngressPath[];
}

export interface IngressSpec {
  namespace?: string;
  /** Default: the class under test; empty for none. */
  className?: string;
  /** Names without `nginx.ingress.kubernetes.io/`. */
  annotations?: Readonly<Record<string, string>>;
  rules?: readonly IngressRule[];
  defaultBackend?: IngressBackend;
  tls?: readonly { hosts: readonly string[]; secretName?: string }[];
}

/** An Ingress of the class under test. */
export function ingress(env: ScenarioEnv, label: string, spec: IngressSpec): KubeObject {
  const { className = env.ingressClassName, annotations, rules = [], defaultBackend, tls } = spec;
  return {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'Ingress',
    metadata: {
      name: env.name(label),
      namespace: namespaceOf(env, spec.namespace),
      ...(annotations ? { annotations: prefixed(annotations) } : {}),
    },
    spec: {
      ...(className === '' ? {} : { ingressClassName: className }),
      ...(defaultBackend ? { defaultBackend } : {}),
      ...(rules.length > 0
        ? { rules: rules.map(({ host, paths }) => ({ ...(host ? { host } : {}), http: { paths } })) }
        : {}),
      ...(tls ? { tls } : {}),
    },
  };
}

/** Annotations as they are written. */
export function prefixed(annotations: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(annotations).map(([name, value]) => [`nginx.ingress.kubernetes.io/${name}`, value]),
  );
}

/** A backend by its label, at the first port of its Service, or at the one that `on` names by number or name. */
export function backendOf(
  env: ScenarioEnv,
  label: string,
  on: { by: 'number' | 'name'; port?: string } = { by: 'number' },
): IngressBackend {
  const { name, port, ports } = env.backend(label);
  const chosen = on.port ?? Object.keys(ports)[0] ?? '';
  const number = on.port === undefined ? port : ports[on.port];
  if (number === undefined) throw new HarnessError(`backend '${label}' has no port named '${on.port}'`);
  return { service: { name, port: on.by === 'name' ? { name: chosen } : { number } } };
}

/** A path that leads to a backend. */
export function pathTo(env: ScenarioEnv, label: string, path: string, pathType: PathType = 'Prefix'): IngressPath {
  return { path, pathType, backend: backendOf(env, label) };
}

/** An Ingress with one host and one path that leads everything to a backend. */
export function plain(
  env: ScenarioEnv,
  label: string,
  host: string,
  backend = 'v1',
  more: IngressSpec = {},
): KubeObject {
  return ingress(env, label, { rules: [{ host, paths: [pathTo(env, backend, '/')] }], ...more });
}

/** Rows that go to the address that an Ingress' status tells. */
export function through(ref: ObjectRef, rows: readonly [HttpRow, ...HttpRow[]]): HttpStep {
  return http(rows, { ingress: ref });
}
