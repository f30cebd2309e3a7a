import type { BackendDefinition } from './backends.ts';
import type { ResourceFactory, ScenarioEnv, SharedGateway } from './env.ts';
import type { StatusExpectation } from './expectations.ts';
import type { KubeObject } from './kubernetes.ts';
import type {
  AbsentStep,
  AccessStep,
  AdmissionStep,
  ApplyStep,
  CustomStep,
  DeleteStep,
  Level,
  ObjectRef,
  PatchStep,
  StatusStep,
  Step,
  TimedStep,
  TrafficTarget,
} from './steps.ts';

export type { BackendDefinition } from './backends.ts';
export { distribution, grpc, http, tcp, tls, udp, websocket } from './traffic.ts';

/** A Gateway API release line, `v1.6`. */
export type Version = `v${number}.${number}`;

/**
 * `staticAddresses`: an address that a Gateway may ask for, and one that it can not have (`env.staticAddress`).
 * `experimentalChannel`: definitions of the experimental channel, a field of which it writes.
 * `agent`: pods that requests can be sent from, which every scenario of a mesh needs without saying so.
 * `safeUpgrades`: the admission policy that guards the CRDs' upgrades, and `standardChannel`: CRDs that it guards against the
 * experimental ones. `trustBundles`: the kind ClusterTrustBundle, which Kubernetes serves behind a feature gate. A cluster may do
 * without each of these: such a scenario is unsupported there, not skipped.
 */
export type Need =
  | 'staticAddresses'
  | 'experimentalChannel'
  | 'agent'
  | 'safeUpgrades'
  | 'standardChannel'
  | 'trustBundles';

export interface NamespaceDefinition {
  labels?: Readonly<Record<string, string>>;
  /** `false`: its pods are no members of the mesh under test. */
  inMesh?: false;
}

export interface ScenarioDefinition {
  /** Permanent; the official test's name where there is one. */
  id: string;
  title: string;
  /** Ids of the requirement catalogue. */
  requirements: readonly [string, ...string[]];
  /** All must be supported, else the scenario is `unsupported`. */
  features: readonly [string, ...string[]];
  /** None of these may be supported. */
  unless?: readonly string[];
  since: Version;
  until?: Version;
  provisional?: boolean;
  /** Default of its rows; `official` where it is not given. One of level `spec` is in no profile. */
  level?: Level;
  /** File that it comes from, where it is none of the suite's own. */
  origin?: string;
  /** Further namespaces by label. `main` always exists. */
  namespaces?: Readonly<Record<string, NamespaceDefinition>>;
  /** Backends by label. Default: v1, v2 and v3 in the main namespace; `{}` for none. */
  backends?: Readonly<Record<string, BackendDefinition>>;
  /** Shared Gateways that it attaches routes to. Default: the one for HTTP; `[]` for none. */
  gateways?: readonly SharedGateway[];
  /** What not every run has; it is skipped, with the reason, where that lacks. */
  needs?: readonly Need[];
  /** Why its routes catch every hostname of a Gateway: runs alone where all Gateways share one address. */
  catchesAllHosts?: string;
  /** Applied in this order before the first step. */
  resources?: ResourceFactory;
  steps: readonly Step[] | ((env: ScenarioEnv) => readonly Step[]);
}

/** Defines a scenario. The definition itself is data; nothing runs here. */
export function scenario(definition: ScenarioDefinition): ScenarioDefinition {
  return Object.freeze(definition);
}

/** The same step, whose rows the specification asks for and the official test does not. */
export function atSpecLevel<S extends Step>(step: S): S {
  return { ...step, level: 'spec' };
}

export function status(ref: ObjectRef, expect: StatusExpectation): StatusStep {
  return { kind: 'status', ref, expect };
}

/** @param backends labels of backends that are declared `late`, whose objects are made as well */
export function apply(name: string, objects: readonly KubeObject[], backends: readonly string[] = []): ApplyStep {
  return { kind: 'apply', name, objects, ...(backends.length > 0 ? { backends } : {}) };
}

export function patch(name: string, ref: ObjectRef, merge: PatchStep['merge'], subresource?: 'status'): PatchStep {
  return { kind: 'patch', name, ref, merge, ...(subresource ? { subresource } : {}) };
}

export function remove(name: string, ref: ObjectRef): DeleteStep {
  return { kind: 'delete', name, ref };
}

export function absent(ref: ObjectRef): AbsentStep {
  return { kind: 'absent', ref };
}

export function admission(
  name: string,
  objects: AdmissionStep['objects'],
  expect: AdmissionStep['expect'],
  as?: string,
): AdmissionStep {
  return { kind: 'admission', name, objects, expect, ...(as === undefined ? {} : { as }) };
}

export function access(step: Omit<AccessStep, 'kind'>): AccessStep {
  return { ...step, kind: 'access' };
}

/** @param step the target is the shared Gateway where none is given */
export function timed(step: Omit<TimedStep, 'kind' | 'target'> & { target?: TrafficTarget }): TimedStep {
  return { target: {}, ...step, kind: 'timed' };
}

export function custom(step: Omit<CustomStep, 'kind'>): CustomStep {
  return { kind: 'custom', ...step };
}
