import type { KubeObject } from '../scenario/kubernetes.ts';

/** How to install one implementation, and what it calls itself: one YAML file of implementations/. */
export interface ImplementationProfile {
  /** File name without `.yaml`; `gwconf run --implementation NAME`. */
  name: string;
  organization: string;
  project: string;
  url: string;
  version: string;
  contact: readonly string[];
  gatewayClass: string;
  controllerName: string;
  /** Defaults of `${name}` placeholders in the objects; changed with `--set name=value`. */
  parameters: Readonly<Record<string, string>>;
  install: readonly InstallStep[];
  /** Pods whose logs are evidence. */
  logSources: readonly { namespace: string; labelSelector: string }[];
  /** Which claim to trust: the GatewayClass's status, or this list. */
  supportedFeatures: 'published' | readonly string[];
  /** How the profile was verified, one sentence. */
  verified: string;
}

export type InstallStep = { kind: 'objects'; objects: readonly KubeObject[] };
