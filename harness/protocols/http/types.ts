/** One HTTP request, all defaults resolved. */
export interface ResolvedHttpRequest {
  method: string;
  scheme: 'http' | 'https';
  /** Host header as sent. */
  host: string;
  path: string;
  /** Further headers in the order and spelling sent. */
  headers: readonly (readonly [string, string])[];
  /** TLS server name; empty for none. */
  sni: string;
  body?: string;
}

export interface TlsDetails {
  protocol: string;
  alpn: string;
  /** Whether the chain verified against the run's authority and the server name. */
  authorized: boolean;
  authorizationError?: string;
  subjectAltNames: readonly string[];
}

export interface HttpResponseRecord {
  status: number;
  httpVersion: string;
  /** As received: order and spelling kept. */
  headers: readonly (readonly [string, string])[];
  /** First 64 KiB. */
  body: string;
  bodyTruncated: boolean;
  tls?: TlsDetails;
}

/** What an echo backend says of the request that reached it, after parsing at the edge. */
export interface EchoReply {
  path: string;
  host: string;
  method: string;
  proto: string;
  headers: Readonly<Record<string, readonly string[]>>;
  namespace: string;
  service: string;
  pod: string;
}

/** One request and what came of it. Exactly one of `response` and `error` is set. */
export interface HttpExchange {
  request: ResolvedHttpRequest;
  /** The Gateway's address and port, before the provider's dial mapping. */
  remote: { address: string; port: number };
  response?: HttpResponseRecord;
  /** Set where the body is an echo backend's. */
  echo?: EchoReply;
  error?: { code: string; message: string };
  /** ISO 8601. */
  startedAt: string;
  durationMs: number;
}

export interface SendOptions {
  timeoutMs: number;
  signal: AbortSignal;
  /** PEM certificate to trust. */
  authority?: string;
  /** Where requests queue, the greatest goes first; default: 0. */
  urgency?: number;
}

export interface HttpClient {
  /**
   * Resolves when the remote accepts connections, or has once, or after `timeoutMs`: then what is sent tells why it does
   * not. Rejects only when aborted.
   */
  reach(remote: { address: string; port: number }, options: { timeoutMs: number; signal: AbortSignal }): Promise<void>;
  /** Opens a connection of its own for the request and closes it afterwards. Rejects only when aborted. */
  send(
    remote: { address: string; port: number },
    request: ResolvedHttpRequest,
    options: SendOptions,
  ): Promise<HttpExchange>;
}

/** Maps a cluster address to where it can be reached from here. */
export type Dial = (address: string, port: number) => { host: string; port: number };
