/** A certificate and its private key, both PEM. */
export interface KeyPair {
  certificate: string;
  privateKey: string;
}

/** Made by `env.certificate(…)`, which gives a promise: it is awaited when the request is sent. */
export type ClientCertificate = KeyPair | Promise<KeyPair>;

/** Names without regard to case. Several values become several lines. */
export type HeaderLines = Readonly<Record<string, string | readonly string[]>>;

/** Elements of a list in which order means nothing, as lines of their own or joined by commas. */
export interface UnorderedList {
  anyOrder: readonly string[];
}

/**
 * Names without regard to case. Several values in the order sent, as lines of their own or joined by commas, which mean
 * the same; `null`: there must be none.
 */
export type HeaderExpectations = Readonly<Record<string, string | readonly string[] | UnorderedList | null>>;

/** Bounds on how long an exchange takes, from the connection's begin to the end of the answer, ms. */
export interface DurationBounds {
  leastMs?: number;
  mostMs?: number;
}

/** Answered by a pod of this backend, in the backend's namespace, or by a pod of one of several. */
export type BackendChoice = { backend: string } | { oneOf: readonly [string, ...string[]] };

/** TLS of the connection over which the backend got the request, as it tells. */
export interface BackendTlsSaw {
  /** Server name that it was asked for. */
  sni?: string;
  /** A DNS name of the certificate that was shown to it; `null`: there must be none. */
  clientCertificate?: string | null;
}

/** No answer: the connection was refused, reset or closed without data, or the TLS handshake failed. */
export interface RefusedExpectation {
  connection: 'refused';
}
