import type { Duplex } from 'node:stream';

/** Opens a connection from inside the pod. Rejects with the system's code. */
export type Connect = (host: string, port: number) => Promise<Duplex>;

/** HTTP/1.1: header lines go out as they stand, name after value in one list. */
export interface Http1Job {
  method: string;
  path: string;
  headers: readonly string[];
  body?: string;
}

/** HTTP/2 with prior knowledge: pseudo-headers among the others. */
export interface Http2Job {
  headers: Readonly<Record<string, string | readonly string[]>>;
  /** Base64. */
  body?: string;
}

/** One request over a connection of its own. */
export type Job = { id: number; host: string; port: number } & ({ http1: Http1Job } | { http2: Http2Job });

/** How far a job got. */
export type Stage = 'connecting' | 'sent' | 'answering';

/** What came of a job. `headers` and `trailers` are names and values in turn, as received. */
export interface Answer {
  status: number;
  version: string;
  headers: readonly string[];
  trailers?: readonly string[];
  /** Base64, the first 64 KiB. */
  body: string;
  /** Bytes received, one more than the limit at least where the body is longer. */
  length: number;
}

/** Why there is no answer, and what had come of one. */
export interface Failure {
  code: string;
  /** Empty where nobody said more. */
  message: string;
  /** The connection could not be opened. */
  unopened?: boolean;
  status?: number;
  length?: number;
}

export type Outcome = { answer: Answer } | { failure: Failure };

/** A job under way. */
export interface Running {
  outcome: Promise<Outcome>;
  /** Gives it up: the connection is closed at once. */
  cancel(): void;
}
