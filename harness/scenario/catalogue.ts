import type { ResolvedPort, Serving } from './backends.ts';
import type { ScenarioDefinition, Version } from './define.ts';
import type { Certificate, SharedGateway } from './env.ts';
import type { KubeObject } from './kubernetes.ts';

/** RFC 2119 level of a requirement. */
export type RequirementLevel = 'MUST' | 'MUST NOT' | 'SHOULD' | 'SHOULD NOT' | 'MAY';

export interface Requirement<Id extends string = string> {
  /** Permanent, dotted: `httproute.match.headers.exact`. */
  id: Id;
  level: RequirementLevel;
  /** In our own words. */
  text: string;
  /** The clause, as a versioned URL of the specification. */
  source: string;
  /** Why no scenario proves it, for one that cannot be seen from outside. */
  untested?: string;
}

/** A class of inputs of a requirement, or a change over time, for which it must hold. */
export interface Partition {
  requirement: string;
  kind: 'input' | 'change';
  /** Unique among those of its requirement and kind. */
  name: string;
  /** Rows that stand for it, as results name them. */
  rows: readonly { scenario: string; row: string }[];
  /** Why there is none. */
  reason?: string;
}

export interface Feature<Name extends string = string> {
  name: Name;
  /** Resources whose profiles count it. */
  resources: readonly string[];
  support: 'Core' | 'Extended';
  channel: 'standard' | 'experimental';
  /** First release line that has it; default: the oldest that this suite knows. */
  since?: Version;
  /** Last release line that has it. */
  until?: Version;
  /** First release line where it is in the standard channel, where it was experimental before. */
  standardSince?: Version;
}

/** A test of the official suite, as far as one must know it to judge a profile. */
export interface OfficialTest {
  /** The id of the scenario that asks the same, where there is one. */
  name: string;
  kind: 'gateway' | 'mesh';
  features: readonly string[];
  provisional?: boolean;
}

/** A release of the official suite. */
export interface Release {
  version: Version;
  tests: readonly OfficialTest[];
  profiles: readonly Profile[];
}

export interface Profile {
  /** `GATEWAY-HTTP`. */
  name: string;
  coreFeatures: readonly string[];
  extendedFeatures: readonly string[];
  /** None of the official suite: it is in no conformance report, and counts scenarios of level `spec`. */
  own?: true;
}

/** What the base resources of a run are built from. */
export interface BaseEnv {
  runId: string;
  /** Namespace of the shared Gateway and the echo workloads. */
  namespace: string;
  gatewayClassName: string;
  echoImage: string;
  /** Name of a base object, from its logical name. */
  name(label: string): string;
}

/** A Service for a backend of a scenario. */
export interface BackendServiceSpec {
  name: string;
  namespace: string;
  ports: readonly ResolvedPort[];
  headless: boolean;
  /** Label `app` of the pods that it selects; undefined where its endpoints are written by hand. */
  app?: string;
}

/** The endpoints of a Service without selector. */
export interface BackendEndpointsSpec {
  name: string;
  namespace: string;
  ports: readonly ResolvedPort[];
  /** Addresses of the ready pods behind it. */
  addresses: readonly string[];
}

/** An echo pod of a scenario's own. Its name is that of its label `app`, too. */
export interface BackendPodSpec {
  name: string;
  namespace: string;
  image: string;
  serves: ReadonlySet<Serving>;
  /** For what is served over TLS; missing where nothing is. */
  certificate?: Certificate;
  /** Clients of that are asked for a certificate of the same authority. */
  asksClients?: boolean;
  /** Requests are sent from inside it, too. */
  sends?: boolean;
  /** Image whose client sends them, in a container of its own; missing: the agent of the pod's image does. */
  clientImage?: string;
  /** The cluster gives each namespace users of its own (OpenShift), and refuses pods that ask for another. */
  assignsUsers?: boolean;
}

/** An echo workload that scenarios share. Slots are told apart by number from 1. */
export interface BackendWorkloadSpec {
  slot: number;
  serves: ReadonlySet<Serving>;
  certificate?: Certificate;
  /** Requests are sent from inside its pods, too. */
  sends?: boolean;
  /** Image whose client sends them, in a container of its own; missing: the agent of the pod's image does. */
  clientImage?: string;
  /** The cluster gives each namespace users of its own (OpenShift), and refuses pods that ask for another. */
  assignsUsers?: boolean;
}

export interface SharedGatewayDefinition {
  /** Listener names by label. */
  listeners: Readonly<Record<string, string>>;
  gateway(env: BaseEnv): KubeObject;
}

/** Resources that all scenarios share. The engine applies them, waits for them and hands out handles. */
export interface BaseDefinition {
  /** Each is made where a scenario of the run declares it. */
  sharedGateways: Readonly<Record<SharedGateway, SharedGatewayDefinition>>;
  /** Port of a backend's Service for what it serves, and the appProtocol that Kubernetes has for that. */
  servicePorts: Readonly<Record<Serving, { port: number; appProtocol?: string }>>;
  /** Where the agent of a pod listens that requests are sent from. */
  agentPort: number;
  /** The container with the echo image's client, of a pod whose requests that one sends. */
  clientContainer: string;
  /** The objects of one echo workload (a Deployment with one replica). */
  backendWorkload(env: BaseEnv, spec: BackendWorkloadSpec): readonly KubeObject[];
  /** Label `app` of the pods of a slot, which no other pod of the namespace has. */
  backendApp(env: BaseEnv, slot: number): string;
  backendService(spec: BackendServiceSpec): KubeObject;
  backendEndpoints(spec: BackendEndpointsSpec): readonly KubeObject[];
  /** The pod, and what it needs. */
  backendPod(spec: BackendPodSpec): readonly KubeObject[];
}

/** Everything that suites/ hands to the harness; wired by the CLI. */
export interface Catalogue {
  scenarios: readonly ScenarioDefinition[];
  requirements: readonly Requirement[];
  /** What is said of the requirements' partitions. */
  coverage?: readonly Partition[];
  features: readonly Feature[];
  /** Of the newest release, and those of our own. */
  profiles: readonly Profile[];
  /** What the official suite has, oldest release first. */
  releases: readonly Release[];
  base: BaseDefinition;
}
