/** What one side of an exchange said. Protocols leave out what they have not. */
export interface SentRecord {
  /** Headers, metadata. */
  headers?: readonly (readonly [string, string])[];
  body?: string;
}

/** What a TLS handshake came to. */
export interface TlsRecord {
  /** `TLSv1.3`. */
  protocol: string;
  /** Application protocol chosen; empty: none. */
  alpn: string;
  /** Whether the certificate verified against the authority trusted, for the server name. */
  authorized: boolean;
  authorizationError?: string;
  subjectAltNames: readonly string[];
}

interface Common<P extends string, Received> {
  protocol: P;
  startedAt: string;
  durationMs: number;
  /** `GET http://host:80/path` as a person reads it. */
  line: string;
  remote: string;
  /** A command that sends the same again. */
  repeat?: string;
  sent: SentRecord;
  /** Missing where nothing came, or nothing whole. */
  received?: Received;
  error?: string;
}

interface ReceivedHttp extends SentRecord {
  status: number;
  /** `1.1`, `2.0`. */
  version: string;
  tls?: TlsRecord;
}

interface ReceivedGrpc extends SentRecord {
  /** Name of the status code, `UNAVAILABLE`. */
  status: string;
  message?: string;
  trailers?: readonly (readonly [string, string])[];
  tls?: TlsRecord;
}

interface ReceivedTls extends SentRecord {
  tls: TlsRecord;
}

interface ReceivedWebSocket extends SentRecord {
  /** HTTP status of the answer to the upgrade; 101: it opened. */
  status: number;
  tls?: TlsRecord;
  /** Close code of the other side. */
  closeCode?: number;
}

/** One exchange of a row, told apart by `protocol`. `none` stands for exchanges that were left out. */
export type ExchangeRecord =
  | Common<'http', ReceivedHttp>
  | Common<'grpc', ReceivedGrpc>
  | Common<'tls', ReceivedTls>
  | Common<'tcp', SentRecord>
  | Common<'udp', SentRecord>
  | Common<'websocket', ReceivedWebSocket>
  | Common<'none', never>;
