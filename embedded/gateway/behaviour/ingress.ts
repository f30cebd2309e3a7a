import type { ServicePort } from '../model/core.ts';
import type { HeaderLine } from '../model/header.ts';
import type { Ingress, IngressBackend, IngressClass } from '../model/ingress.ts';
import type { CanaryOptions, IngressOptions } from '../model/ingress-options.ts';
import type { BackendProtocol, BackendTls, IngressEntry, IngressPathMatch } from '../model/served.ts';

/** What of a request the annotations look at. */
export interface IngressRequest {
  scheme: 'http' | 'https';
  /** Host header without port, in lower case. */
  host: string;
  /** Path and query as received. */
  target: string;
  headers: readonly HeaderLine[];
  client: string;
}

/** Decisions about Ingress. https://kubernetes.io/docs/concepts/services-networking/ingress/ */
export interface IngressPolicy {
  /** Whether this controller serves the Ingress, by its class. */
  serves(ingress: Ingress, classes: ReadonlyMap<string, IngressClass>): boolean;
  hostMatches(pattern: string | undefined, host: string): boolean;
  pathMatches(match: IngressPathMatch, path: string): boolean;
  /** How a path of an Ingress is compared; undefined leaves it out. */
  pathMatch(pathType: string, path: string, options: IngressOptions): IngressPathMatch | undefined;
  /** Orders entries by precedence. */
  order(a: IngressEntry, b: IngressEntry): number;
  port(wanted: NonNullable<IngressBackend['service']>['port'], ports: readonly ServicePort[]): ServicePort | undefined;
  defaultBackend(ingress: Ingress): IngressBackend | undefined;
  /** Hosts that a Secret's certificate is for. */
  tls(ingress: Ingress): readonly { hosts: readonly string[]; secretName: string }[];
  /** Addresses that the status tells. */
  addresses(addresses: readonly string[]): readonly string[];
  /** What its annotations ask for. */
  options(annotations: Readonly<Record<string, string>> | undefined): IngressOptions;
  isAdmitted(options: IngressOptions, client: string): boolean;
  /** Status of the answer to who is not admitted. */
  deniedStatus: number;
  /** Where a request is redirected, if anywhere. */
  redirect(
    options: IngressOptions,
    request: IngressRequest,
    hasTls: boolean,
  ): { status: number; location: string } | undefined;
  /** Path and query that the backend gets. */
  rewrite(options: IngressOptions, match: IngressPathMatch, target: string): string;
  /** Whether a request goes to the canary; undefined where the weight decides. */
  isCanary(options: CanaryOptions, request: IngressRequest): boolean | undefined;
  /** Shares of the rule and its canary. */
  canaryShares(options: CanaryOptions): readonly [number, number];
  /** What is spoken to the backend, where an annotation says so. */
  protocol(options: IngressOptions, hostname: string): { protocol: BackendProtocol; tls?: BackendTls } | undefined;
  /** Host header for the backend. */
  host(options: IngressOptions, received: string): string;
  /** Milliseconds; 0 for no limit. */
  timeoutMs(options: IngressOptions): number;
  /** Whether a body of so many bytes is taken. */
  takesBody(options: IngressOptions, bytes: number): boolean;
  /** Name of the cookie that keeps a client with its endpoint. */
  cookie(options: IngressOptions): string | undefined;
  /** Value of the client's cookie of that name. */
  readCookie(headers: readonly HeaderLine[], name: string): string | undefined;
  /** Place of the endpoint that a cookie names, among so many; undefined where it names none. */
  endpointOf(value: string, endpoints: readonly string[]): number | undefined;
}
