import type { BackendHandle } from './backends.ts';
import type { KubeObject } from './kubernetes.ts';

/** A Gateway that a scenario can attach routes to and send traffic to. */
export interface GatewayHandle {
  name: string;
  namespace: string;
  /** Listener names by the label that the base resources give them. */
  listeners: Readonly<Record<string, string>>;
}

/** Gateways that scenarios share: HTTP on port 80, and TLS that is passed through on port 443. */
export type SharedGateway = 'http' | 'tls';

/** What the certificate of all backends that serve over TLS says; the run's authority signed it. */
export interface BackendTls {
  /** A DNS name of it, beside the domains of the scenarios with such backends and the names right below those. */
  hostname: string;
  /** A URI of it. */
  uri: string;
  /** PEM certificate of the authority. */
  authority: string;
}

/** As `spec.addresses` of a Gateway has it. */
export interface GatewayAddress {
  type: 'IPAddress' | 'Hostname';
  value: string;
}

export interface CertificateOptions {
  /** Further alternative names. */
  uris?: readonly string[];
  /** For a client in the place of a server. */
  client?: boolean;
  /** Signed by an authority between, which the run's signed, and whose certificate follows in the same PEM text. */
  chained?: boolean;
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
  /** The IngressClass under test, and the controller that its `spec.controller` names; both empty where no Ingress is tested. */
  ingressClassName: string;
  ingressController: string;
  /** The scenario's main namespace. */
  namespace: string;
  /**
   * Name of a further namespace that the scenario declared under `namespaces`. A label `main-x` gives the name of the main
   * one, a dash and `x`, unless names are the official suite's. Throws HarnessError on an unknown label.
   */
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
  /** A shared Gateway. Throws HarnessError on one that the scenario does not declare under `gateways`. */
  shared(label: SharedGateway): GatewayHandle;
  /**
   * A backend by the label that the scenario declared (default: v1, v2, v3 in the main namespace). Throws HarnessError on
   * an unknown label.
   */
  backend(label: string): BackendHandle;
  /** Of the backends that serve `https`, `grpcs` or `tls`. */
  backendTls: BackendTls;
  /**
   * An address that a Gateway may ask for, or one that it can not have. Throws HarnessError where the run has none: a scenario
   * declares that it needs them.
   */
  staticAddress(kind: 'usable' | 'unusable'): GatewayAddress;
  /** Image of the echo backend, for scenarios that declare workloads of their own. */
  echoImage: string;
  /** Makes a certificate for DNS names, signed by the run's authority; a server's unless told otherwise. */
  certificate(dnsNames: readonly string[], options?: CertificateOptions): Promise<Certificate>;
}

export type { BackendHandle } from './backends.ts';

export type ResourceFactory = (env: ScenarioEnv) => readonly KubeObject[] | Promise<readonly KubeObject[]>;
