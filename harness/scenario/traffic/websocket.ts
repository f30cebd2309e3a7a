import type { ClientCertificate, HeaderLines, RefusedExpectation } from './common.ts';
import type { ResponseExpectation } from './http.ts';

/** An upgrade to WebSocket, and the text messages sent over it. */
export interface WebSocketRequest {
  /** Default: `/ws`, where echo backends take WebSockets. */
  path?: string;
  /** Host header; default: the scenario's hostname. */
  host?: string;
  headers?: HeaderLines;
  scheme?: 'ws' | 'wss';
  /** TLS server name; default: `host`. */
  sni?: string;
  clientCertificate?: ClientCertificate;
  /** Subprotocols offered. */
  protocols?: readonly string[];
  /** Text messages, sent one after the other once it is open; default: one that occurs nowhere else. */
  messages?: readonly string[];
  /** Close code sent at the end; default: 1000. */
  closeWith?: number;
}

export type WebSocketExpectation =
  /** It opens, and these text messages come back in this order; `same`: those that were sent. */
  | {
      messages: 'same' | readonly string[];
      response?: ResponseExpectation;
      /** Close code of the other side. */
      closesWith?: number;
    }
  /** The upgrade is answered with one of these codes. */
  | { status: number | readonly [number, ...number[]]; response?: ResponseExpectation }
  | RefusedExpectation;
