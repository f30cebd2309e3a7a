import type { HeaderLine } from '../../behaviour/types.ts';
import type { RouteFilter } from '../../model/http-route.ts';
import type { Endpoint } from '../../model/served.ts';

/** A request as it came, with what is known of its way here. */
export interface ReceivedRequest {
  method: string;
  /** Path and query as received. */
  target: string;
  /** Host header as received. */
  host: string;
  headers: readonly HeaderLine[];
  /** Address of the client. */
  client: string;
  scheme: 'http' | 'https';
  /** Port of the listener. */
  port: number;
  /** Name asked for in the TLS handshake. */
  serverName?: string;
}

export interface AnswerPlan {
  kind: 'answer';
  status: number;
  reason: string;
  location?: string;
}

export interface ForwardPlan {
  kind: 'forward';
  endpoint: Endpoint;
  target: string;
  headers: readonly HeaderLine[];
  responseFilters: readonly RouteFilter[];
}

/** What is to be done with a request. */
export type Plan = AnswerPlan | ForwardPlan;
