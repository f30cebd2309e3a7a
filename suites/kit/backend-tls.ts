import { status } from '../../harness/scenario/define.ts';
import type { ScenarioEnv } from '../../harness/scenario/env.ts';
import type { ConditionExpectations } from '../../harness/scenario/expectations.ts';
import type { KubeObject } from '../../harness/scenario/kubernetes.ts';
import type { ObjectRef, StatusStep } from '../../harness/scenario/steps.ts';
import { GATEWAY_API_VERSION } from './gateway-api.ts';
import { FRONT } from './gateways.ts';
import { namespaceOf } from './namespaces.ts';
import type { CatalogueScenario } from './scenario.ts';

/** What a BackendTLSPolicy says of itself where it is taken whole. */
export const POLICY_ACCEPTED = {
  Accepted: { status: 'True', reason: 'Accepted' },
  ResolvedRefs: { status: 'True', reason: 'ResolvedRefs' },
} as const;

/** The same where its only reference to authorities leads to nothing, or to malformed data. */
export const POLICY_INVALID_AUTHORITY = {
  Accepted: { status: 'False', reason: 'NoValidCACertificate' },
  ResolvedRefs: { status: 'False', reason: 'InvalidCACertificateRef' },
} as const;

/**
 * What a policy, by its label, says of itself at a Gateway. Whether it says so of more objects, or of sections, is left to it: the
 * official tests ask no more. In these the Gateway is in the policy's namespace.
 */
export function policySays(
  label: string,
  conditions: ConditionExpectations,
  ancestor: ObjectRef = FRONT.gateway,
): StatusStep {
  return status(`BackendTLSPolicy/${label}`, { ancestors: [{ ancestor, conditions }], others: 'allowed' });
}

/** Every scenario about the policy on routes of HTTP needs these. */
export const POLICY_FEATURES = [
  'Gateway',
  'HTTPRoute',
  'BackendTLSPolicy',
] as const satisfies CatalogueScenario['features'];

/** Codes of a Gateway that has no trusted connection to the backend. */
export const NO_BACKEND = [500, 502, 503] as const;

/** A name that the certificate of the backends does not have. */
export function strangeName(env: ScenarioEnv): string {
  return `not.there.${env.domain}`;
}

/** A ConfigMap with certificates of authorities under the key that the specification names. */
export function authorities(env: ScenarioEnv, label: string, pem: string, namespace?: string): KubeObject {
  return {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name: env.name(label), namespace: namespaceOf(env, namespace) },
    data: { 'ca.crt': pem },
  };
}

/** Reference to such a ConfigMap. */
export function authoritiesRef(env: ScenarioEnv, label: string) {
  return { group: '', kind: 'ConfigMap', name: env.name(label) };
}

/** A ClusterTrustBundle of no signer. */
export function trustBundle(env: ScenarioEnv, label: string, trustBundle: string): KubeObject {
  const { kind } = trustBundleRef(env, label);
  const spec = { trustBundle };
  return { apiVersion: 'certificates.k8s.io/v1beta1', kind, metadata: { name: env.name(label) }, spec };
}

/** Reference to such a bundle. */
export function trustBundleRef(env: ScenarioEnv, label: string) {
  return { group: 'certificates.k8s.io', kind: 'ClusterTrustBundle', name: env.name(label) };
}

export interface BackendTlsPolicyOptions {
  /** Label of the backend whose Service it is for. */
  backend: string;
  /** Name of the Service's port; default: all of them. */
  sectionName?: string;
  /** Default: the ConfigMap labelled `authorities`. */
  caCertificateRefs?: readonly { group: string; kind: string; name: string }[];
  /** Default: one that the certificate of the backends has. */
  hostname?: string;
  subjectAltNames?: readonly ({ type: 'Hostname'; hostname: string } | { type: 'URI'; uri: string })[];
}

/** A BackendTLSPolicy in the main namespace. */
export function backendTlsPolicy(env: ScenarioEnv, label: string, options: BackendTlsPolicyOptions): KubeObject {
  const { backend, sectionName, subjectAltNames } = options;
  return {
    apiVersion: GATEWAY_API_VERSION,
    kind: 'BackendTLSPolicy',
    metadata: { name: env.name(label), namespace: env.namespace },
    spec: {
      targetRefs: [
        { group: '', kind: 'Service', name: env.backend(backend).name, ...(sectionName ? { sectionName } : {}) },
      ],
      validation: {
        caCertificateRefs: options.caCertificateRefs ?? [authoritiesRef(env, 'authorities')],
        hostname: options.hostname ?? env.backendTls.hostname,
        ...(subjectAltNames ? { subjectAltNames } : {}),
      },
    },
  };
}
