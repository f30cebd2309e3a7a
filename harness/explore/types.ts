import type { Place, Plan, Stage } from '../../policy/generate/index.ts';
import type { Ask, HttpRequest, ModelOptions, Target } from '../../policy/model/index.ts';
import type { KubeApi } from '../kube/types.ts';
import type { Link } from '../protocols/types.ts';
import type { Clock } from '../wait/types.ts';
import type { Board } from './board.ts';
import type { Sender } from './send.ts';

/** How long cases wait, ms. */
export interface Pace {
  /** An answer over one connection. */
  requestMs: number;
  /** For an address of a Gateway, and for the control route. */
  arrivalMs: number;
  /** What is still wrong so long after the control route is served stays wrong. */
  graceMs: number;
  /** And so many times as long as the control route took. */
  lateness: number;
  /** Between two looks at what is not right yet. */
  pauseMs: number;
}

/** The cluster as cases use it. */
export interface Ground {
  api: KubeApi;
  board: Board;
  sender: Sender;
  /** By what calls, connections and datagrams get there. */
  link: Link;
  /** Address of an echo server's pod, by its name. */
  addressOf(pod: string): string | undefined;
  clock: Clock;
  signal: AbortSignal;
  model: ModelOptions;
  pace: Pace;
  /** What all cases share; each has a domain and namespaces of its own. */
  place: Omit<Place, 'domain' | 'namespaces'>;
  /** Label of everything that the exploration makes. */
  runId: string;
  /** The class of the Gateways, as the API server has it. */
  gatewayClass: unknown;
  /** Requests for each stage of a case, at most. */
  requestsPerStage: number;
}

/** Where the implementation and the model differ. */
export interface Finding {
  /** `traffic`, `status`: as it says. `unsteady`: right at first, then wrong, without a change. `share`: by counting. */
  kind: 'traffic' | 'status' | 'unsteady' | 'share' | 'arrival';
  /** Stage of the case, from 0. */
  stage: number;
  /** `GET http://a.example/x`, or the object and the field. */
  subject: string;
  expected: string;
  observed: string;
  /** Id of the clause of the model. */
  clause: string;
  /** What was sent, and where to. */
  request?: { target: Target; request: HttpRequest; kept: boolean };
  /** The same of another protocol. */
  ask?: { target: Target; ask: Ask };
  /** The object whose status is wrong. */
  object?: unknown;
}

/** One run of one plan. */
export interface CaseResult {
  plan: Plan;
  findings: readonly Finding[];
  /** What was done, stage by stage, as far as it came. */
  stages: readonly Stage[];
  domain: string;
  requests: number;
  durationMs: number;
}
