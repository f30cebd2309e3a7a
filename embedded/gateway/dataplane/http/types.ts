import type { HeaderLine } from '../../model/header.ts';
import type { Retry } from '../../model/http-route.ts';
import type { BackendProtocol, BackendTls, Certificate, CompiledFilter, Endpoint } from '../../model/served.ts';

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
  /** Given in place of the HTTP status: the answer is one to a gRPC call. */
  grpcStatus?: number;
  headers?: readonly HeaderLine[];
  /** Without a body, whatever the gateway says in others. */
  isBare?: boolean;
}

/** Where a request goes. */
export interface Upstream {
  endpoint: Endpoint;
  protocol: BackendProtocol;
  /** Undefined for a connection in the clear. */
  tls?: BackendTls;
  clientCertificate?: Certificate;
}

export interface ForwardPlan {
  kind: 'forward';
  upstream: Upstream;
  /** Another endpoint of the same backend, or the same again. */
  nextUpstream(): Upstream;
  target: string;
  headers: readonly HeaderLine[];
  mirrors: readonly Upstream[];
  responseFilters: readonly CompiledFilter[];
  /** Set in the response after its filters. */
  responseHeaders: readonly HeaderLine[];
  /** Milliseconds; 0 for no limit. */
  requestTimeout: number;
  backendTimeout: number;
  retry?: Retry;
  /** Statuses of the answers where the backend gives none. */
  failures: Failures;
  /** The same for a gRPC call. */
  grpcFailures?: Failures;
}

export interface Failures {
  timeout: number;
  unreachable: number;
  broken: number;
}

/** What is to be done with a request. */
export type Plan = AnswerPlan | ForwardPlan;
