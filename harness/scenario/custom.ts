import type { ScenarioEnv } from './env.ts';
import type { StatusExpectation } from './expectations.ts';
import type { KubeObject } from './kubernetes.ts';
import type { ObjectRef } from './refs.ts';
import type { ProtocolName, Protocols, TrafficTarget } from './traffic.ts';

/** What a custom step can do. Every `expect…` waits by the run's time policies, throws Mismatch, and counts as an assertion. */
export interface CustomContext {
  env: ScenarioEnv;
  signal: AbortSignal;
  get(ref: ObjectRef): Promise<KubeObject | undefined>;
  apply(objects: readonly KubeObject[]): Promise<void>;
  patch(ref: ObjectRef, merge: Readonly<Record<string, unknown>>, subresource?: 'status'): Promise<KubeObject>;
  delete(ref: ObjectRef): Promise<void>;
  expectStatus(ref: ObjectRef, expectation: StatusExpectation): Promise<void>;
  expectTraffic<P extends ProtocolName>(
    protocol: P,
    request: Protocols[P]['send'],
    expectation: Protocols[P]['expect'],
    target?: TrafficTarget,
  ): Promise<void>;
  /** `expectTraffic` of http. */
  expectHttp(
    request: Protocols['http']['send'],
    expectation: Protocols['http']['expect'],
    target?: TrafficTarget,
  ): Promise<void>;
  /** Waits by watch until `test` gives no mismatch for the object; the mismatches last given are the failure. */
  expectObject(ref: ObjectRef, test: (object: KubeObject) => readonly FieldMismatch[]): Promise<void>;
  /**
   * Asks until `test` gives no mismatch for the objects of these kinds in the main namespace that have these labels.
   * @throws HarnessError where the harness does not know a kind
   */
  expectObjects(
    search: { kinds: readonly string[]; labels: Readonly<Record<string, string>> },
    test: (objects: readonly KubeObject[]) => readonly FieldMismatch[],
  ): Promise<void>;
  /**
   * Holds for the stability window: `test` must give no mismatch for any state of the object that the watch shows.
   */
  expectObjectStays(ref: ObjectRef, test: (object: KubeObject) => readonly FieldMismatch[]): Promise<void>;
}

/** One difference between what was expected and what was observed. */
export interface FieldMismatch {
  /** Where: a field path (`status.listeners[0].attachedRoutes`) or a part of a response (`response.status`). */
  path: string;
  expected: string;
  observed: string;
}
