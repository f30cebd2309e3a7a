import type { Cluster } from '../../clusters/providers/types.ts';
import type { Installation } from '../../install/installation.ts';
import type { ImplementationProfile } from '../../install/types.ts';
import type { GatewayApiVersion, KubeApi } from '../../kube/types.ts';
import type { InsidePlace } from '../../protocols/types.ts';
import type { RunListener } from '../../result/listener.ts';
import type { Level } from '../../result/types.ts';
import type { Catalogue } from '../../scenario/catalogue.ts';
import type { Clock } from '../../wait/types.ts';

/** What the user asked for, defaults resolved. */
export interface RunSelection {
  /** Profiles to certify, `GATEWAY-HTTP`. */
  profiles: readonly string[];
  /** Named on the command line; empty: as published or as the implementation's profile says. */
  supportedFeatures: readonly string[];
  exemptFeatures: readonly string[];
  allFeatures: boolean;
  /** Scenario ids never to run. */
  skip: readonly string[];
  /** When not empty, only these ids. */
  only: readonly string[];
  /** Leave provisional scenarios out, as if there were none. */
  skipProvisional?: boolean;
  /** Regular expression over `ScenarioId row name`, as Mocha's. */
  grep?: string;
  /** Of what is left to run, this part of so many, from 1; missing: all. */
  shard?: Shard;
}

export interface Shard {
  index: number;
  count: number;
}

export interface RunSettings {
  selection: RunSelection;
  seed: string;
  mode: string;
  /** Whose rows decide the exit code: `official` those of that level alone, `spec` all. */
  level: Level;
  /** What is needed and was not tried fails the run, too. */
  strict: boolean;
  /** Scenarios at the same time. */
  concurrency: number;
  /** Gateways alive at the same time, beside the shared one. */
  gatewayBudget: number;
  timeoutScale: number;
  /** Greatest factor by which time-outs grow while the cluster or this machine is slow; 1: they never do. */
  patience: number;
  officialNames: boolean;
  /** Addresses that a Gateway may ask for, and can not have, where they are given. */
  staticAddresses?: { usable?: string; unusable?: string };
  failFast: boolean;
  /** Leave what the run made: never, only after a failure, or always. */
  keep: 'never' | 'on-failure' | 'always';
  /** Wait at the end until the run's namespaces are gone, which takes some seconds after they were deleted. */
  wait: boolean;
  /** Rerun each failure alone once, to tell flaky ones apart. */
  rerunFailures: boolean;
  /** How often each scenario is run, each time with fresh names; default: once. Then nothing is rerun beside that. */
  repeatEach?: number;
  /** Name of a Mocha reporter to use beside the listeners. */
  mochaReporter?: string;
}

export interface RunInput {
  settings: RunSettings;
  catalogue: Catalogue;
  cluster: Cluster;
  providerName: string;
  api: KubeApi;
  gatewayApi: GatewayApiVersion;
  implementation: ImplementationProfile;
  /** An address that stands for a host and port as a pod sees them; missing where there is no way into pods. */
  openInside?(place: InsidePlace): Promise<string>;
  /** How what was installed fares; missing where nothing was. */
  installation?: Pick<Installation, 'readProcessLog' | 'findFailure' | 'onFailure'>;
  listeners: readonly RunListener[];
  clock: Clock;
  signal: AbortSignal;
  command: readonly string[];
  /** Words of a command that runs with the same settings; scenario, seed and folder are added to it. */
  rerun: readonly string[];
  /** Words after the program's name that run all of this again, seed included. */
  repeat?: readonly string[];
  gwconfVersion: string;
  /** Phases that were over before the engine was called (cluster, install). */
  phases: readonly { name: string; durationMs: number }[];
}
