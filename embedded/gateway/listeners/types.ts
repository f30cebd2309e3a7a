import type { Gateway, Listener, ListenerSet, RouteKind } from '../model/gateway.ts';
import type { Certificate, ServedValidation } from '../model/served.ts';

export interface Verdict {
  ok: boolean;
  reason: string;
  message: string;
}

export interface Conflict {
  reason: 'ProtocolConflict' | 'HostnameConflict';
  message: string;
}

/** The object that a listener stands in. */
export interface ListenerOwner {
  kind: 'Gateway' | 'ListenerSet';
  /** `namespace/name`. */
  key: string;
  namespace: string;
  created: string;
  listeners: readonly Listener[];
}

/** What is thought of one listener. */
export interface ListenerVerdict {
  /** Unique among all listeners. */
  id: string;
  owner: ListenerOwner;
  listener: Listener;
  accepted: Verdict;
  conflict?: Conflict;
  resolvedRefs: Verdict;
  /** Whether its hostname overlaps another TLS listener's on the same port. */
  overlapsTls: boolean;
  supportedKinds: readonly RouteKind[];
  certificates: readonly Certificate[];
  /** Whether the gateway itself ends the listener's TLS. */
  terminates: boolean;
  /** What is asked of clients; undefined for nothing. */
  validation?: ServedValidation;
}

/** A ListenerSet whose parent is a Gateway of ours. */
export interface EvaluatedSet {
  set: ListenerSet;
  /** `namespace/name`. */
  key: string;
  /** Whether the Gateway lets it add listeners. */
  isAllowed: boolean;
}

/** A Gateway that this controller is in charge of, with what is thought of its listeners. */
export interface EvaluatedGateway {
  /** `namespace/name`. */
  key: string;
  gateway: Gateway;
  sets: readonly EvaluatedSet[];
  /** Its own and those of the sets that it allows. */
  listeners: readonly ListenerVerdict[];
  /** What it shows to backends. */
  clientCertificate?: Certificate;
  /** Why there is none although there should be. */
  clientProblem?: Verdict;
}

export function accept(reason: string, message: string): Verdict {
  return { ok: true, reason, message };
}

export function refuse(reason: string, message: string): Verdict {
  return { ok: false, reason, message };
}
