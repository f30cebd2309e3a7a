import type { BackendChoice, BackendTlsSaw, ClientCertificate, HeaderLines, RefusedExpectation } from './common.ts';

/** A TLS handshake, and what is said over the connection. */
export interface TlsRequest {
  /** Server name; default: the scenario's hostname. Empty: none. */
  sni?: string;
  /** Application protocols offered, in order; default: none. */
  alpn?: readonly string[];
  /** PEM certificate of the authority to trust; default: the run's. */
  trust?: string;
  /** Shown where the handshake asks for one. */
  clientCertificate?: ClientCertificate;
  /** How the first message leaves: at once (the default), or in pieces with a pause between, as TCP may deliver it. */
  hello?: 'whole' | 'in-pieces';
  /**
   * What is said inside. `http`: one HTTP/1.1 request, which an http echo answers (the default: GET / with the server
   * name as host). `lines`: lines of text, for a tcp echo, which tells who it is when asked `TEST`. `nothing`: the
   * handshake is all.
   */
  inside?: { http: { path?: string; host?: string; headers?: HeaderLines } } | { lines: readonly string[] } | 'nothing';
}

/** The certificate that whoever ended the TLS connection presented. It must verify, unless `verifies` is false. */
export interface CertificateExpectation {
  /** DNS names that it must be for, each; default: the server name that was sent. */
  names?: readonly string[];
  /** False: it may be signed by whomever, and only its names are compared. */
  verifies?: boolean;
}

/** Answered by a backend. */
export type TlsAnswerExpectation = BackendChoice & {
  certificate?: CertificateExpectation;
  /** The application protocol chosen; empty: none. */
  alpn?: string;
  /** Where the connection's TLS ended, as the backend tells. */
  terminatedBy?: 'gateway' | 'backend';
  /** TLS between the Gateway and the backend; `null`: none. */
  saw?: { tls: BackendTlsSaw | null };
};

export type TlsExpectation =
  | TlsAnswerExpectation
  /** The handshake succeeds with this certificate, whoever answers inside. */
  | { certificate: CertificateExpectation; alpn?: string }
  | RefusedExpectation;
