import type { ScenarioDefinition } from './define.ts';
import type { KubeObject } from './kubernetes.ts';

/** RFC 2119 level of a requirement. */
export type RequirementLevel = 'MUST' | 'MUST NOT' | 'SHOULD' | 'SHOULD NOT' | 'MAY';

export interface Requirement {
  /** Permanent, dotted: `httproute.match.headers.exact`. */
  id: string;
  level: RequirementLevel;
  /** In our own words. */
  text: string;
  /** The clause, as a versioned URL of the specification. */
  source: string;
}

export interface Feature {
  name: string;
  /** Resources whose profiles count it. */
  resources: readonly string[];
  support: 'Core' | 'Extended';
  channel: 'standard' | 'experimental';
}

export interface Profile {
  /** `GATEWAY-HTTP`. */
  name: string;
  coreFeatures: readonly string[];
  extendedFeatures: readonly string[];
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

/** A Service for a scenario that leads to shared echo pods. */
export interface BackendServiceSpec {
  name: string;
  namespace: string;
  /** Addresses of the ready pods behind it. */
  addresses: readonly string[];
}

/** A Service for a scenario with an echo pod of its own. */
export interface BackendPodSpec {
  name: string;
  namespace: string;
  image: string;
}

/** Resources that all scenarios share. The engine applies them, waits for them and hands out handles. */
export interface BaseDefinition {
  /** Listener names of the shared Gateway by label. */
  sharedListeners: Readonly<Record<string, string>>;
  /** Port of every backend Service, and the port that the echo pods listen on behind it. */
  backendPort: number;
  backendTargetPort: number;
  sharedGateway(env: BaseEnv): KubeObject;
  /** The objects of one echo workload (a Deployment with one replica); slots are told apart by number from 1. */
  backendWorkload(env: BaseEnv, slot: number): readonly KubeObject[];
  /** Label `app` of the pods of a slot, which no other pod of the namespace has. */
  backendApp(env: BaseEnv, slot: number): string;
  /** A Service without selector and its EndpointSlice. */
  backendService(spec: BackendServiceSpec): readonly KubeObject[];
  /** A Service and the one echo pod that it selects, both of this name: where shared pods of another namespace won't do. */
  backendPod(spec: BackendPodSpec): readonly KubeObject[];
}

/** Everything that suites/ hands to the harness; wired by the CLI. */
export interface Catalogue {
  scenarios: readonly ScenarioDefinition[];
  requirements: readonly Requirement[];
  features: readonly Feature[];
  profiles: readonly Profile[];
  base: BaseDefinition;
}
