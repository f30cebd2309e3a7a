import type { ListenerView } from './listeners/evaluate.ts';
import type {
  GrpcMatch,
  GrpcRoute,
  GrpcRule,
  HttpMatch,
  HttpRoute,
  HttpRule,
  StreamRoute,
  StreamRule,
} from './objects.ts';

/** One match of a rule of an attached HTTPRoute, with what decides between it and others. */
export interface Candidate {
  route: HttpRoute;
  view: ListenerView;
  rule: HttpRule;
  ruleIndex: number;
  match: HttpMatch;
  matchIndex: number;
  /** The hostname by which the route was found. */
  hostname: string | undefined;
}

/** The same of a GRPCRoute. */
export interface GrpcCandidate {
  route: GrpcRoute;
  view: ListenerView;
  rule: GrpcRule;
  ruleIndex: number;
  match: GrpcMatch;
  matchIndex: number;
  hostname: string | undefined;
}

/** A rule of an attached TLSRoute, TCPRoute or UDPRoute: they have no matches. */
export interface StreamCandidate {
  route: StreamRoute;
  view: ListenerView;
  rule: StreamRule;
  ruleIndex: number;
  hostname: string | undefined;
}

export type AnyCandidate = Candidate | GrpcCandidate | StreamCandidate;
