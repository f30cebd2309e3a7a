import type { Progress } from './progress.ts';

type Lines = readonly (readonly [string, string])[];

/** HTTP/1.1: header lines go out as they stand, name after value in one list. */
export interface Http1Message {
  method: string;
  path: string;
  headers: readonly string[];
  body?: string;
}

/** HTTP/2 with prior knowledge: pseudo-headers among the others. */
export interface Http2Message {
  headers: Readonly<Record<string, string | readonly string[]>>;
  body?: Buffer;
}

/** One request in plain text, over a connection of its own. */
export type SentMessage = { http1: Http1Message } | { http2: Http2Message };

export interface SenderAnswer {
  status: number;
  httpVersion: string;
  /** As received: order and spelling kept. */
  headers: Lines;
  trailers?: Lines;
  /** First 64 KiB. */
  body: Buffer;
  bodyTruncated: boolean;
  /** Ms from the first step to open the connection, as it was seen there. */
  durationMs: number;
}

/** Somebody who sends whole requests where no connection can be opened from here. */
export interface Sender {
  /**
   * Resolves with undefined where it cannot, so that a connection must be led there. Rejects with ExchangeError: as the
   * connection failed there, or UNREACHED where nothing can be said of it.
   */
  send(message: SentMessage, progress: Progress): Promise<SenderAnswer | undefined>;
}

/** Why there is no whole answer, as whoever sent it saw it. */
export interface SenderFailure {
  code: string;
  message: string;
  unopened?: boolean;
  status?: number;
  length?: number;
}
