/** What is known of the implementation that the model speaks of. */
export interface ModelOptions {
  /** Its controllerName; classes and Gateways of others are none of its business. */
  controllerName: string;
  /** Features that it claims: they close what the specification leaves open to those that do not. */
  features: ReadonlySet<string>;
  /** `slices`: endpoints are those of EndpointSlices. `assumed`: every port of a Service is taken to have a ready one. */
  endpoints: 'slices' | 'assumed';
  /** `assumed`: a Secret that is referred to and not there is taken to hold a good certificate. */
  certificates?: 'assumed';
  /** How regular expressions match, in RE2; without it only the implementation can judge them. */
  regularExpressions?: 'whole' | 'start' | 'anywhere';
}

/** The kinds of routes that each protocol carries, and the feature that says that an implementation knows the kind. */
export const routeKinds: readonly { kind: string; protocols: readonly string[]; feature: string }[] = [
  { kind: 'HTTPRoute', protocols: ['HTTP', 'HTTPS'], feature: 'HTTPRoute' },
  { kind: 'GRPCRoute', protocols: ['HTTP', 'HTTPS'], feature: 'GRPCRoute' },
  { kind: 'TLSRoute', protocols: ['TLS'], feature: 'TLSRoute' },
  // Over TLS it may be supported, too: see `isUnsure` of attach.ts.
  { kind: 'TCPRoute', protocols: ['TCP'], feature: 'TCPRoute' },
  { kind: 'UDPRoute', protocols: ['UDP'], feature: 'UDPRoute' },
];

/** Kinds that an implementation supports on listeners of a protocol. */
export function supportedKinds(protocol: string, { features }: ModelOptions): readonly string[] {
  return routeKinds
    .filter(({ protocols, feature }) => protocols.includes(protocol) && features.has(feature))
    .map(({ kind }) => kind);
}
