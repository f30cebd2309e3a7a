import type { KubeObject } from './kubernetes.ts';

/** A Gateway that a scenario can attach routes to and send traffic to. */
export interface GatewayHandle {
  name: string;
  namespace: string;
  /** Listener names by the label that the base resources give them. */
  listeners: Readonly<Record<string, string>>;
}

/** A Service with ready echo backends behind it. */
export interface BackendHandle {
  /** The label that the scenario declared; rows name the backend by it. */
  label: string;
  /** Name of the Service. */
  name: string;
  namespace: string;
  /** Service port that speaks HTTP/1.1 and h2c. */
  port: number;
  /** Port that the echo pods listen on behind `port`. */
  targetPort: number;
  /** Addresses of the ready echo pods, for scenarios that write EndpointSlices of their own. */
  addresses: readonly string[];
}

/** A certificate of the run's own authority, all PEM. */
export interface Certificate {
  certificate: string;
  privateKey: string;
  /** The authority's certificate, which the traffic client trusts. */
  authority: string;
}

/**
 * What a scenario's `resources` and `steps` are given. All names, namespaces and hostnames are drawn from the run's
 * seed (or are the official suite's with `--official-names`), so a scenario never writes one literally.
 */
export interface ScenarioEnv {
  /** Identifier of the run, a DNS label. */
  runId: string;
  gatewayClassName: string;
  controllerName: string;
  /** The scenario's main namespace. */
  namespace: string;
  /** Name of a further namespace that the scenario declared under `namespaces`. Throws HarnessError on an unknown label. */
  ns(label: string): string;
  /** Name for an object, from its logical name. Stable within a scenario: the same label gives the same name. */
  name(label: string): string;
  /** The scenario's own hostname, for example `k3x9q1.header-matching.example.com`. */
  hostname: string;
  /** A further hostname of this scenario: the same label gives the same name, two labels give sibling names. */
  host(label: string): string;
  /** The domain below which `hostname` and every `host(…)` lie; `*.${domain}` is a wildcard for them. */
  domain: string;
  /** The shared Gateway: HTTP on port 80, no listener hostname, routes from all namespaces. */
  gateway: GatewayHandle;
  /** Backends by the labels declared in the scenario (default: v1, v2, v3 in the main namespace). */
  backends: Readonly<Record<string, BackendHandle>>;
  /** Image of the echo backend, for scenarios that declare workloads of their own. */
  echoImage: string;
  /** Makes a server certificate for DNS names, signed by the run's authority. */
  certificate(dnsNames: readonly string[]): Promise<Certificate>;
}

export type ResourceFactory = (env: ScenarioEnv) => readonly KubeObject[] | Promise<readonly KubeObject[]>;
