import type { Readable, Writable } from 'node:stream';
import type { HeaderLine } from '../../model/header.ts';

export interface UpstreamRequest {
  method: string;
  target: string;
  headers: readonly HeaderLine[];
  hasBody: boolean;
}

export interface UpstreamResponse {
  status: number;
  /** Of HTTP/1.1. */
  message?: string;
  headers: readonly HeaderLine[];
  body: Readable;
  /** Whether the response ended with its headers. */
  isEnded: boolean;
  /** Undefined where the response cannot have any. */
  trailers?(): readonly HeaderLine[];
}

/** One request on its way to a backend. */
export interface UpstreamCall {
  /** Takes the request's body. */
  body: Writable;
  abort(): void;
}

export interface UpstreamEvents {
  response(response: UpstreamResponse): void;
  /** At most once, and not after the response. */
  failed(error: UpstreamError): void;
}

export class UpstreamError extends Error {
  override readonly name = 'UpstreamError';
  /** `unreachable`: nobody has seen the request. `broken`: somebody may have. */
  readonly kind: 'unreachable' | 'broken';

  constructor(kind: 'unreachable' | 'broken', cause: Error) {
    super(cause.message, { cause });
    this.kind = kind;
  }
}
