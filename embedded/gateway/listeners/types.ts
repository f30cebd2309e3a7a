import type { Gateway, Listener, RouteKind } from '../model/gateway.ts';
import type { Certificate } from '../model/served.ts';

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
  kind: 'Gateway';
  /** `namespace/name`. */
  key: string;
  namespace: string;
  object: Gateway;
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
}

/** A Gateway that this controller is in charge of, with what is thought of its listeners. */
export interface EvaluatedGateway {
  /** `namespace/name`. */
  key: string;
  gateway: Gateway;
  listeners: readonly ListenerVerdict[];
}

export function accept(reason: string, message: string): Verdict {
  return { ok: true, reason, message };
}

export function refuse(reason: string, message: string): Verdict {
  return { ok: false, reason, message };
}
