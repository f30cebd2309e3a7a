import type { Feature } from '../../harness/scenario/catalogue.ts';

const resources = ['Ingress'] as const;

/** What one may claim beside the Ingress API itself: annotations of ingress-nginx, and what the API leaves open. */
const names = [
  'IngressAffinityCookie',
  'IngressAllowlist',
  'IngressAppRoot',
  'IngressBackendProtocolGRPC',
  'IngressBackendProtocolHTTPS',
  'IngressCORS',
  'IngressCanaryCookie',
  'IngressCanaryHeader',
  'IngressCanaryHeaderPattern',
  'IngressCanaryWeight',
  'IngressDenylist',
  'IngressForceSSLRedirect',
  'IngressPermanentRedirect',
  'IngressPermanentRedirectCode',
  'IngressProxyBodySize',
  'IngressProxyReadTimeout',
  'IngressResourceBackend',
  'IngressRewriteTarget',
  'IngressSSLRedirect',
  'IngressTemporalRedirect',
  'IngressUpstreamVhost',
  'IngressUseRegex',
] as const;

export type IngressFeature = 'Ingress' | (typeof names)[number];

/** Features of Ingress. None of them is the Gateway API's: no GatewayClass publishes them. */
export const ingressFeatures: readonly Feature<IngressFeature>[] = [
  { name: 'Ingress', resources, support: 'Core', channel: 'standard' },
  ...names.map((name): Feature<IngressFeature> => ({ name, resources, support: 'Extended', channel: 'standard' })),
];
