import type { CustomContext } from './custom.ts';
import type { AdmissionExpectation, StatusExpectation } from './expectations.ts';
import type { KubeObject, ObjectKey } from './kubernetes.ts';
import type { Level, Levelled } from './level.ts';
import type { ObjectRef } from './refs.ts';
import type { AnyTrafficStep, DistributionStep, Protocols, TrafficTarget } from './traffic.ts';

export interface StatusStep extends Levelled {
  kind: 'status';
  ref: ObjectRef;
  expect: StatusExpectation;
}

/** Server-side applies objects while the scenario runs. */
export interface ApplyStep extends Levelled {
  kind: 'apply';
  name: string;
  objects: readonly KubeObject[];
  /** Labels of backends that are declared `late`, whose objects are made as well. */
  backends?: readonly string[];
}

/** JSON merge patch of an existing object, or of its status. */
export interface PatchStep extends Levelled {
  kind: 'patch';
  name: string;
  ref: ObjectRef;
  merge: Readonly<Record<string, unknown>>;
  subresource?: 'status';
}

export interface DeleteStep extends Levelled {
  kind: 'delete';
  name: string;
  ref: ObjectRef;
}

/** The object must be gone from the API (a deletion that controllers must not hold up). */
export interface AbsentStep extends Levelled {
  kind: 'absent';
  ref: ObjectRef;
}

/** The API server must accept or refuse these objects, each by itself. They are applied as a dry run: nothing stays. */
export interface AdmissionStep extends Levelled {
  kind: 'admission';
  name: string;
  objects: readonly [KubeObject, ...KubeObject[]];
  /** Name of a user who asks in place of the run's own, which needs to be allowed to impersonate. */
  as?: string;
  /**
   * `create`: they are not there yet, and nothing is to be merged; `merge`: they are there, and what is given is merged into
   * them. Default: they are applied.
   */
  by?: 'create' | 'merge';
  expect: AdmissionExpectation;
}

/** What one may ask of objects of a kind; `list all`: in all namespaces at once. */
export type AccessVerb =
  | (
      | 'get'
      | 'list'
      | 'list all'
      | 'watch'
      | 'create'
      | 'update'
      | 'patch'
      | 'patch status'
      | 'delete'
      | 'deletecollection'
    )
  /** Of roles, and of service accounts. */
  | ('bind' | 'escalate' | 'impersonate');

/** What a user may do with an object that is there, and what not: asked by requests that change nothing. */
export interface AccessStep extends Levelled {
  kind: 'access';
  name: string;
  /** Name of the user who asks in place of the run's own. */
  as: string;
  object: KubeObject;
  may: readonly AccessVerb[];
  mayNot: readonly AccessVerb[];
  /** A user to whom nothing is bound: what that one may read, everybody may, and says nothing of the roles of `as`. */
  nobody?: string;
}

/** For what the other kinds cannot say. `reason` tells why code was needed. */
export interface CustomStep extends Levelled {
  kind: 'custom';
  name: string;
  reason: string;
  run(context: CustomContext): Promise<void>;
}

/**
 * One change, made while a request is sent steadily: how long it takes until the status and until traffic show it, and what is
 * answered meanwhile that is right neither before nor after. Steps of one name are rounds of one measurement.
 */
export interface TimedStep extends Levelled {
  kind: 'timed';
  name: string;
  change: ApplyStep | PatchStep | DeleteStep | CustomStep;
  send: Protocols['http']['send'];
  /** Missing: any answer that is not yet right, as one under another certificate. */
  before?: Protocols['http']['expect'];
  after: Protocols['http']['expect'];
  target: TrafficTarget;
  /** What shows the change in the API; missing where no status tells of it. */
  status?: { ref: ObjectRef; expect: StatusExpectation };
  /**
   * Most requests that may be answered otherwise, or not at all; missing where any number may. Those without an answer over a
   * connection that was kept open do not count: a client sends them again.
   */
  failing?: number;
}

export type Step =
  | TimedStep
  | StatusStep
  | AnyTrafficStep
  | DistributionStep
  | ApplyStep
  | PatchStep
  | DeleteStep
  | AbsentStep
  | AdmissionStep
  | AccessStep
  | CustomStep;

export type { DistributionStep, TrafficTarget } from './traffic.ts';
export type { Level, ObjectKey, ObjectRef };
