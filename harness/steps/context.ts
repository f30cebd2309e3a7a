import type { KubeApi } from '../kube/types.ts';
import type { Backends } from '../match/backend.ts';
import type { HttpClient, HttpExchange } from '../protocols/http/types.ts';
import type { DistributionRecord, MismatchRecord, Outcome } from '../result/types.ts';
import type { ScenarioEnv } from '../scenario/env.ts';
import type { KubeObject, ObjectKey } from '../scenario/kubernetes.ts';
import type { Clock, TimePolicies } from '../wait/types.ts';

/** What the steps of one scenario work with. */
export interface StepContext {
  env: ScenarioEnv;
  api: KubeApi;
  client: HttpClient;
  policies: TimePolicies;
  clock: Clock;
  signal: AbortSignal;
  controllerName: string;
  /** PEM certificate that the client trusts. */
  authority: string;
  /** Pods behind the backends of the scenario. */
  backends: Backends;
  /** What a step makes that names a late backend. Throws HarnessError on one that is not declared late. */
  composeLate(label: string): readonly KubeObject[];
  /** The scenario's objects as written, to tell the API version of a kind. */
  resources: readonly KubeObject[];
  /** Namespaces of the scenario by label. */
  namespaces: Readonly<Record<string, string>>;
  /** Address of a Gateway; waits for it. Throws Mismatch where it gets none in time. */
  findAddress(gateway: ObjectKey, signal: AbortSignal): Promise<string>;
  /** Applies an object, labelled and noted for clean-up. */
  create(object: KubeObject): Promise<KubeObject>;
  /** Port of every backend Service. */
  servicePort: number;
  /** A Service of the namespace that leads to ready echo pods, for control routes. */
  findService(namespace: string): EchoService;
  state: StepState;
}

export interface EchoService {
  name: string;
  /** What must be made first; nothing where the scenario has made it for itself. */
  objects: readonly KubeObject[];
}

/** What one step leaves for the next. */
export interface StepState {
  /** The configuration was changed, and nothing has shown since that the data plane knows. */
  changed: boolean;
  /** A step changed the configuration that the scenario began with. */
  revised: boolean;
  assertions: number;
  /** About how long what is still to be run takes, in settle windows: who has more ahead sends first. */
  ahead: number;
  /** Nothing comes after these steps that a control route could be in the way of. */
  isLast: boolean;
  /** Makes the names of control routes unique. */
  controlRoutes: number;
}

export function noteChange(state: StepState): void {
  state.changed = true;
  state.revised = true;
}

/** What came of one row, in the order of the step's rows. */
export interface RowOutcome {
  outcome: Extract<Outcome, 'passed' | 'failed' | 'error' | 'skipped'>;
  /** The failure in one sentence, or how a passed row was proven where that is not obvious. */
  message?: string;
  startedAt: string;
  durationMs: number;
  tries: number;
  mismatches: readonly MismatchRecord[];
  distribution?: DistributionRecord;
  exchanges: readonly HttpExchange[];
}
