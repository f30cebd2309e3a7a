import type { BackendTlsSaw, ClientCertificate, DurationBounds, HeaderExpectations, HeaderLines } from './common.ts';

export interface HttpRequest {
  method?: string;
  /** Path with query, default `/`. */
  path?: string;
  /** Host header (`:authority` in HTTP/2); default: the scenario's hostname. */
  host?: string;
  /** Sent as written, in this order; several values become several lines. */
  headers?: HeaderLines;
  scheme?: 'http' | 'https';
  /** Default: 1.1. 2 over https is negotiated by ALPN; over http it is h2c with prior knowledge. */
  version?: '1.1' | '2';
  /** TLS server name; default: `host`. Empty: none. */
  sni?: string;
  /** Shown where the TLS handshake asks for one. */
  clientCertificate?: ClientCertificate;
  body?: string;
  /**
   * A cookie, by its name: the request is sent twice, the second time with the value that the first answer set. The second
   * answer is judged, and must come from the same pod.
   */
  cookie?: string | CookieUse;
  /** Name of a query parameter that is added, with a value that no other request has, for servers that count by it. */
  unique?: string;
}

export interface CookieUse {
  /** Default: the first cookie that is set, whatever its name. */
  name?: string;
  /** `another`: with the cookie it is sent up to forty times, until another pod than the first answers, which one must. */
  leadsTo: 'same' | 'another';
}

/** What a backend must have received, from its echo. `null` for a header means: must be absent. */
export interface BackendSaw {
  method?: string;
  host?: string;
  path?: string;
  /** Header names without regard to case; several values in the order sent, or joined by a comma. */
  headers?: HeaderExpectations;
  /** `null`: it came in the clear. */
  tls?: BackendTlsSaw | null;
  /** What is not given here may have arrived otherwise than it was sent. */
  rest?: 'any';
}

export interface ResponseExpectation {
  headers?: HeaderExpectations;
  /** Some cookie is set that has all of this. */
  setsCookie?: CookieExpectation;
}

export interface CookieExpectation {
  /** Its attribute Path. */
  path?: string;
  /** `session`: it has neither Max-Age nor Expires. Else the seconds that one of them gives, give or take a minute. */
  lifetime?: 'session' | number;
}

/** A copy of the request must have reached each of these backends, as it reached the one that answered. */
export interface MirrorExpectation {
  to: readonly [string, ...string[]];
  /** What the copy must look like where it is not as the request was sent. */
  saw?: BackendSaw;
}

/** Where a redirect must lead. Every part given is compared; `scheme`, `host` and `port` with the defaults of the URL. */
export interface RedirectExpectation {
  status: number;
  scheme?: string;
  host?: string;
  /** Effective port of the Location. */
  port?: number;
  path?: string;
}

export type HttpExpectation =
  /** Answered with `status` (default 200) by a pod of this backend, in the backend's namespace. */
  | {
      backend: string;
      status?: number;
      saw?: BackendSaw;
      response?: ResponseExpectation;
      mirrored?: MirrorExpectation;
      within?: DurationBounds;
    }
  /** Answered by any of these backends. */
  | {
      oneOf: readonly [string, ...string[]];
      status?: number;
      /** Codes with which the Gateway may answer itself in their stead, where the specification leaves it open. */
      refusals?: readonly [number, ...number[]];
      /** By label, of those for which it is given. */
      saw?: Readonly<Record<string, BackendSaw>>;
      mirrored?: MirrorExpectation;
      within?: DurationBounds;
    }
  /** Answered with one of these codes, not by a backend. */
  | { status: number | readonly [number, ...number[]]; response?: ResponseExpectation; within?: DurationBounds }
  | { redirect: RedirectExpectation; response?: ResponseExpectation; within?: DurationBounds }
  /**
   * `refused`: no usable HTTP answer, since the connection was refused or reset or the TLS handshake failed.
   * `unserved`: that, or an error (4xx, 5xx) of the Gateway itself with whatever certificate: the port may serve others.
   * `untrusted`: that, or an answer under a certificate that no client would trust.
   */
  | { connection: 'refused' | 'unserved' | 'untrusted' };
