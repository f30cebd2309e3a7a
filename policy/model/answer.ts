import type { Endpoint } from './backends.ts';
import type { AnyCandidate, Candidate } from './candidates.ts';
import type { Choice } from './choice.ts';
import type { ClauseId } from './clauses.ts';
import type { ForwardedRequest, Redirect } from './http/filters.ts';

export interface BackendName {
  kind: string;
  namespace: string;
  name: string;
  port?: number;
}

/** How the Gateway speaks TLS with a backend. */
export interface BackendTls {
  serverName: string;
  /** `namespace/name` of the BackendTLSPolicy. */
  policy: string;
}

interface Forward {
  kind: 'forward';
  backend: BackendName;
  endpoints: readonly Endpoint[];
  request: ForwardedRequest;
  /** Headers of the response that filters have changed. */
  response: Readonly<Record<string, readonly string[]>>;
  /** Undefined: in plain text. */
  tls?: BackendTls;
}

/** No answer: nothing listens there, there is no handshake, or the connection is closed. */
interface Refuse {
  kind: 'refuse';
}

/** The specification leaves it to the implementation. */
interface Anything {
  kind: 'anything';
}

/** What may happen to one request over HTTP. */
export type Outcome =
  | Forward
  /** Answered with one of these codes, by no backend. */
  | { kind: 'respond'; codes: readonly number[] }
  | { kind: 'redirect'; redirect: Redirect }
  | Refuse
  | Anything;

/** What may happen to one call of gRPC. */
export type GrpcOutcome =
  | Forward
  /** Answered with one of these codes, as `UNAVAILABLE`, by no backend. */
  | { kind: 'status'; codes: readonly string[] }
  | Refuse
  | Anything;

/** What may happen to one connection or datagram. */
export type StreamOutcome =
  | {
      kind: 'connect';
      backend: BackendName;
      endpoints: readonly Endpoint[];
      /** Who ends the TLS of the client; undefined where there is none. */
      terminatedBy?: 'gateway' | 'backend';
      /** Undefined: what the Gateway sends is not encrypted by it. */
      tls?: BackendTls;
    }
  | Refuse
  | Anything;

export type AnyOutcome = Outcome | GrpcOutcome | StreamOutcome;

export interface Branch<O extends AnyOutcome = Outcome> {
  /** Probability, from 0 (excluded) to 1. */
  share: number;
  outcome: O;
  clause: ClauseId;
}

/** One answer that the specification allows: its branches are all of one rule, and their shares add up to 1. */
export interface Alternative<C extends AnyCandidate = Candidate, O extends AnyOutcome = Outcome> {
  branches: readonly Branch<O>[];
  /** Clauses that leave open whether it is this alternative or another one. */
  open: readonly ClauseId[];
  /** How the rule was found; absent where no port was reached. */
  choice?: Choice<C>;
}

/** All that the specification allows for a request. The first alternative is that of the strictest reading. */
export interface Answer<C extends AnyCandidate = Candidate, O extends AnyOutcome = Outcome> {
  alternatives: readonly [Alternative<C, O>, ...Alternative<C, O>[]];
}

export type AnyAnswer = Answer<AnyCandidate, AnyOutcome>;
