import type { KubeObject } from '../scenario/kubernetes.ts';
import type { InstallStep } from './steps/types.ts';

/** How to install one implementation, and what it calls itself: one YAML file of implementations/. */
export interface ImplementationProfile {
  /** File name without `.yaml`; `gwconf run --implementation NAME`. */
  name: string;
  /** Absolute; files that steps name are looked for here first. */
  folder: string;
  organization: string;
  project: string;
  url: string;
  version: string;
  contact: readonly string[];
  gatewayClass: string;
  controllerName: string;
  /** Defaults of the `${name}` placeholders; changed with `--set name=value`. */
  parameters: Readonly<Record<string, string>>;
  /** Providers on which it can be installed. */
  providers: readonly string[];
  /** What it is as a service mesh; missing where it is none. */
  mesh?: MeshProfile;
  /** What it is as a controller of Ingress; missing where it is none. */
  ingress?: IngressProfile;
  /** Programs that its steps run. */
  requires: readonly ProgramRequirement[];
  /** What its version needs of the cluster's CRDs; missing where nothing is known of that. */
  gatewayApi?: ReleaseNeed;
  /** Images that its pods run, for providers that can load them into their nodes beforehand. */
  images: readonly string[];
  install: readonly InstallStep[];
  /** Whose logs are evidence. */
  logSources: readonly LogSource[];
  /**
   * Which claim to trust: the GatewayClass's status, this list, or none: with `inferred` every feature is tried, and
   * those count as supported whose scenarios pass.
   */
  supportedFeatures: 'published' | 'inferred' | readonly string[];
  /** Failures that are known: they run and are reported, but do not make the run fail. One that passes does. */
  knownFailures: readonly KnownFailure[];
  /** Backends must be pods of the scenario's own namespace: an EndpointSlice that leads elsewhere is not served. */
  needsOwnPods: boolean;
  /** Where the facts in this file come from, URLs. */
  facts: readonly string[];
  /** What was really run with it, one sentence for each provider; empty where nothing was. */
  verified: Readonly<Record<string, string>>;
}

export interface MeshProfile {
  /** For the report. */
  name: string;
  /** Of namespaces whose pods are members. */
  namespaceLabels: Readonly<Record<string, string>>;
  /** In the statuses of routes with Services as parents; missing where it is the same as that of Gateways. */
  controllerName?: string;
  /** What it supports beside what is said of it as a gateway. */
  supportedFeatures: readonly string[];
}

export interface IngressProfile {
  /** The IngressClass. */
  ingressClass: string;
  /** Its `spec.controller`. */
  controllerName: string;
  /** What it supports, `inferred`: all is tried. */
  supportedFeatures: 'inferred' | readonly string[];
}

export interface ReleaseNeed {
  /** Oldest and newest release line, `v1.4`. */
  since?: string;
  until?: string;
  /** It needs kinds or versions of kinds that the standard channel does not serve. */
  channel?: 'experimental';
}

export interface ProgramRequirement {
  /** Looked for in PATH. */
  program: string;
  /** Parameter that may name another file; it becomes the absolute path of the program that was found. */
  parameter: string;
  /** Where to get it, one clause. */
  hint?: string;
  on?: readonly string[];
}

/** Pods by label, of all namespaces where none is named; or a program that a `process` step started. */
export type LogSource = ({ namespace?: string; labelSelector: string } | { process: string }) & {
  on?: readonly string[];
};

export interface KnownFailure {
  scenario: string;
  /** Name of one row; without it, every row of the scenario may fail. */
  row?: string;
  reason: string;
  /** It may pass as well, which is no news then. */
  flaky?: boolean;
}

export type { InstallStep, KubeObject };
