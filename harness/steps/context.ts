import type { KubeApi } from '../kube/types.ts';
import type { TrafficClient } from '../protocols/client.ts';
import type { ConnectionPool } from '../protocols/common/pool.ts';
import type { Backends, Exchange } from '../protocols/types.ts';
import type { ChangeRecord, DistributionRecord, MismatchRecord, Outcome } from '../result/types.ts';
import type { ScenarioEnv } from '../scenario/env.ts';
import type { KubeObject, ObjectKey } from '../scenario/kubernetes.ts';
import type { Clock, TimePolicies } from '../wait/types.ts';
import type { RowPlan } from './plan.ts';
import type { Progress } from './progress.ts';
import type { HeldRow } from './traffic/types.ts';

export interface Timing {
  clock: Clock;
  policies: TimePolicies;
  signal: AbortSignal;
}

/** What objects a scenario's names mean. */
export interface Naming {
  env: ScenarioEnv;
  /** The scenario's objects as written, to tell the group of a kind. */
  resources: readonly KubeObject[];
}

/** What requests are sent with. */
export interface Sending extends Timing {
  client: TrafficClient;
  /** PEM certificate that the client trusts. */
  authority: string;
  /** Connections of the scenario that are kept open, to be used beside new ones. */
  pool: ConnectionPool;
  /** Where requests and objects queue, the greatest goes first. */
  urgency(): number;
}

/** What answers are judged by. */
export interface Judging {
  api: KubeApi;
  /** Pods behind the backends of the scenario. */
  backends: Backends;
}

/** Where a Gateway is reached. Its addresses are followed, since they may change while rows wait. */
export interface Location {
  /** The address to send to now. */
  current(): string;
  /** An address could not be reached from here: the next one is tried, if there is any. */
  avoid(address: string): void;
}

/** A Service by its name, or a backend's pod, as the pod of the backend `from` reaches it. */
export interface InsideDestination {
  from: string;
  host?: string;
  /** Label of the backend. */
  pod?: string;
  port: number;
}

/** What finds where traffic goes. */
export interface Locating extends Naming {
  api: KubeApi;
  signal: AbortSignal;
  /** Waits until a Gateway has an address. Throws Mismatch where it gets none in time. */
  findGateway(gateway: ObjectKey, signal: AbortSignal): Promise<Location>;
  /** Throws HarnessError where nothing can be sent from inside pods here. */
  findInside(destination: InsideDestination): Promise<Location>;
}

/** What control routes are made with. */
export interface Placing extends Locating, Sending {
  /** Namespaces of the scenario by label. */
  namespaces: Readonly<Record<string, string>>;
  /** Applies an object, labelled and noted for clean-up. */
  create(object: KubeObject): Promise<KubeObject>;
  /** Port of every backend Service. */
  servicePort: number;
  /** A Service of the namespace that leads to ready echo pods. */
  findService(namespace: string): EchoService;
  /** A name that no control route of the scenario has had. */
  nextControlName(): string;
}

/** What the steps of one scenario work with. Functions take the part of it that they use. */
export interface StepContext extends Placing, Judging {
  controllerName: string;
  progress: Progress;
  /** What a step makes that names a late backend. Throws HarnessError on one that is not declared late. */
  composeLate(label: string): readonly KubeObject[];
  /** Takes rows that have held: they must hold on until something is changed. */
  hold(rows: readonly HeldRow[]): void;
  /** Notes what was found beside the scenario's rows, as a row of its own. */
  addFinding(plan: RowPlan, outcome: RowOutcome): void;
  /** Nothing comes after these steps that a control route could be in the way of. */
  isLast(): boolean;
}

export interface EchoService {
  name: string;
  /** What must be made first; nothing where the scenario has made it for itself. */
  objects: readonly KubeObject[];
}

/** What came of one row, in the order of the step's rows. */
export interface RowOutcome {
  outcome: Extract<Outcome, 'passed' | 'failed' | 'error' | 'skipped'>;
  /** The failure in one sentence, or how a passed row was proven where that is not obvious. */
  message?: string;
  startedAt: string;
  durationMs: number;
  /** From the start to the first right answer; missing where none came, or none was asked for. */
  rightAfterMs?: number;
  tries: number;
  mismatches: readonly MismatchRecord[];
  distribution?: DistributionRecord;
  change?: ChangeRecord;
  exchanges: readonly Exchange[];
}
