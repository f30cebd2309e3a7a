import type { Endpoint } from './backends.ts';
import type { ClauseId } from './clauses.ts';
import type { Choice } from './http/choose.ts';
import type { ForwardedRequest, Redirect } from './http/filters.ts';

export interface BackendName {
  kind: string;
  namespace: string;
  name: string;
  port?: number;
}

/** What may happen to one request. */
export type Outcome =
  | {
      kind: 'forward';
      backend: BackendName;
      endpoints: readonly Endpoint[];
      request: ForwardedRequest;
      /** Headers of the response that filters have changed. */
      response: Readonly<Record<string, readonly string[]>>;
    }
  /** Answered with one of these codes, by no backend. */
  | { kind: 'respond'; codes: readonly number[] }
  | { kind: 'redirect'; redirect: Redirect }
  /** No answer over HTTP: nothing listens there, or there is no handshake. */
  | { kind: 'refuse' }
  /** The specification leaves it to the implementation. */
  | { kind: 'anything' };

export interface Branch {
  /** Probability, from 0 (excluded) to 1. */
  share: number;
  outcome: Outcome;
  clause: ClauseId;
}

/** One answer that the specification allows: its branches are all of one rule, and their shares add up to 1. */
export interface Alternative {
  branches: readonly Branch[];
  /** Clauses that leave open whether it is this alternative or another one. */
  open: readonly ClauseId[];
  /** How the rule was found; absent where no port was reached. */
  choice?: Choice;
}

/** All that the specification allows for a request. The first alternative is that of the strictest reading. */
export interface Answer {
  alternatives: readonly [Alternative, ...Alternative[]];
}
