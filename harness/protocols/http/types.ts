import type { ClientCertificate } from '../../scenario/traffic/common.ts';
import type { CookieUse } from '../../scenario/traffic/http.ts';
import type { SeenTls } from '../common/seen-tls.ts';
import type { TlsDetails } from '../common/sockets.ts';
import type { Exchange } from '../types.ts';

/** One HTTP request, all defaults resolved. */
export interface ResolvedHttpRequest {
  method: string;
  scheme: 'http' | 'https';
  version: '1.1' | '2';
  /** Host header as sent, or `:authority`. */
  host: string;
  path: string;
  /** Further headers in the order and spelling sent. */
  headers: readonly (readonly [string, string])[];
  /** TLS server name; empty for none. */
  sni: string;
  clientCertificate?: ClientCertificate;
  body?: string;
  /** The cookie with which it is sent a second time. */
  cookie?: CookieUse;
  /** Query parameter by which a copy of the request can be found: its name, or in an exchange `name=value`. */
  marker?: string;
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
  /** Undefined where it came in the clear. */
  tls?: SeenTls;
}

/** Exactly one of `response` and `error` is set. */
export interface HttpExchange extends Exchange {
  protocol: 'http';
  request: ResolvedHttpRequest;
  response?: HttpResponseRecord;
  /** Set where the body is an echo backend's. */
  echo?: EchoReply;
  /** What came of a request before it, which set the cookie that this one has. */
  first?: { isSet: boolean; pod?: string };
  /** It went over a connection that earlier requests had gone over. */
  reused?: boolean;
}
