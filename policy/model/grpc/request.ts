import type { HttpRequest } from '../http/request.ts';

/** A unary call as a client sends it to a Gateway. */
export interface GrpcRequest {
  service: string;
  method: string;
  scheme: 'http' | 'https';
  /** `:authority` as sent. */
  authority: string;
  /** Names in lower case, in the order sent. */
  metadata: readonly (readonly [name: string, value: string])[];
  /** TLS server name, for https. */
  sni?: string;
}

/** The request of HTTP/2 that a call is: https://github.com/grpc/grpc/blob/master/doc/PROTOCOL-HTTP2.md */
export function toHttpRequest({ service, method, scheme, authority, metadata, sni }: GrpcRequest): HttpRequest {
  return { method: 'POST', scheme, host: authority, path: `/${service}/${method}`, headers: metadata, sni };
}
