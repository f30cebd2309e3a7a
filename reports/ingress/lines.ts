import type { ScenarioResult } from '../../harness/result/types.ts';

type Judged = Pick<ScenarioResult, 'id' | 'features'>;

/** A line of the table: which scenarios speak of it, of either API. */
export interface TableLine {
  name: string;
  ingress(scenario: Judged): boolean;
  gateway(scenario: Judged): boolean;
}

const named =
  (pattern: RegExp) =>
  ({ id }: Judged) =>
    pattern.test(id);
const needing =
  (pattern: RegExp) =>
  ({ features }: Judged) =>
    features.some((feature) => pattern.test(feature));

/**
 * What the two APIs are compared by; a scenario may speak of several lines.
 * https://gateway-api.sigs.k8s.io/guides/migrating-from-ingress/#reasons-to-switch-to-gateway-api
 */
export const tableLines: readonly TableLine[] = [
  {
    name: 'Traffic routing',
    ingress: named(/^Ingress(Host|Path|Ports|DefaultBackend)/),
    gateway: named(/HTTPRoute.*(Match|Precedence|Weight|Hostname|RuleOrder|SimpleSame)/),
  },
  {
    name: 'Extensibility',
    // All that is more than the API itself is an annotation of one implementation.
    ingress: ({ features }) => features.length > 1,
    gateway: needing(/^HTTPRoute.+/),
  },
  {
    name: 'Standardization',
    ingress: named(/^Ingress(Status|PathImplementationSpecific|ResourceBackend|Changes|ServiceChanges)/),
    gateway: named(/(Status|ObservedGeneration|ResolvedRefs|Invalid|Changes|GatewayClass|Preserve)/),
  },
  {
    name: 'Role-based access',
    ingress: named(/^Ingress(Classes|DefaultClass)/),
    gateway: ({ id, features }) =>
      features.includes('ListenerSet') ||
      /(ReferenceGrant|CrossNamespace|Granted|AllowedBy|NamespaceSelectors)/.test(id),
  },
  {
    name: 'Protocols',
    ingress: named(/^IngressBackendProtocol/),
    gateway: needing(/^(GRPC|TCP|TLS|UDP)Route|^HTTPRouteBackendProtocol/),
  },
  {
    name: 'Security',
    ingress: named(/^Ingress(TLS|Secret|Allowlist|Denylist|SSLRedirect|ForceSSLRedirect)/),
    gateway: ({ id, features }) =>
      features.some((feature) => /^(BackendTLSPolicy|TLSRoute|Gateway.*Certificate)/.test(feature)) ||
      /(HTTPSListener|Secret|Certificate|TLSConfiguration)/.test(id),
  },
];

/** Annotations by the feature that claims them, without their prefix. */
export const annotationOfFeature: Readonly<Record<string, string>> = {
  IngressAffinityCookie: 'affinity: cookie',
  IngressAllowlist: 'whitelist-source-range',
  IngressAppRoot: 'app-root',
  IngressBackendProtocolGRPC: 'backend-protocol: GRPC',
  IngressBackendProtocolHTTPS: 'backend-protocol: HTTPS',
  IngressCORS: 'enable-cors',
  IngressCanaryCookie: 'canary-by-cookie',
  IngressCanaryHeader: 'canary-by-header',
  IngressCanaryHeaderPattern: 'canary-by-header-pattern',
  IngressCanaryWeight: 'canary-weight',
  IngressDenylist: 'denylist-source-range',
  IngressForceSSLRedirect: 'force-ssl-redirect',
  IngressPermanentRedirect: 'permanent-redirect',
  IngressPermanentRedirectCode: 'permanent-redirect-code',
  IngressProxyBodySize: 'proxy-body-size',
  IngressProxyReadTimeout: 'proxy-read-timeout',
  IngressRewriteTarget: 'rewrite-target',
  IngressSSLRedirect: 'ssl-redirect',
  IngressTemporalRedirect: 'temporal-redirect',
  IngressUpstreamVhost: 'upstream-vhost',
  IngressUseRegex: 'use-regex',
};
