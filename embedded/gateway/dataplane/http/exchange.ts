import type { Readable, Writable } from 'node:stream';
import type { HeaderLine } from '../../model/header.ts';
import type { ReceivedRequest } from './types.ts';

/** A request and the way to answer it, over HTTP/1.1 or HTTP/2. */
export interface Exchange {
  /** The connection that it came over, the same object each time. */
  connection: object;
  request: ReceivedRequest;
  body: Readable;
  hasBody: boolean;
  response: Responder;
}

export interface Responder {
  /** Whether nothing has been sent yet and the client still waits. */
  readonly isOpen: boolean;
  /**
   * Sends status and headers; the body is to be written to what it returns, and the trailers are asked for at its end.
   * Without a body the response ends at once.
   */
  start(head: ResponseHead, body: 'follows' | 'none', trailers?: () => readonly HeaderLine[]): Writable | undefined;
  /** Breaks the exchange off. */
  abort(): void;
  /** Tells that the exchange is over; whether all of the response was sent. */
  onClose(listener: (finished: boolean) => void): void;
}

export interface ResponseHead {
  status: number;
  /** Of HTTP/1.1. */
  message?: string;
  headers: readonly HeaderLine[];
}
