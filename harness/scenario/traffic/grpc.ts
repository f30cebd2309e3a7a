import type {
  BackendChoice,
  BackendTlsSaw,
  ClientCertificate,
  DurationBounds,
  HeaderExpectations,
  HeaderLines,
  RefusedExpectation,
} from './common.ts';

/** Status codes by name (https://grpc.io/docs/guides/status-codes/). */
export type GrpcCode =
  | 'OK'
  | 'CANCELLED'
  | 'UNKNOWN'
  | 'INVALID_ARGUMENT'
  | 'DEADLINE_EXCEEDED'
  | 'NOT_FOUND'
  | 'ALREADY_EXISTS'
  | 'PERMISSION_DENIED'
  | 'RESOURCE_EXHAUSTED'
  | 'FAILED_PRECONDITION'
  | 'ABORTED'
  | 'OUT_OF_RANGE'
  | 'UNIMPLEMENTED'
  | 'INTERNAL'
  | 'UNAVAILABLE'
  | 'DATA_LOSS'
  | 'UNAUTHENTICATED';

/** One unary call of the echo service, or a stream of the reflection service that its servers have, too. */
export interface GrpcRequest {
  /** Default: the echo backends' `gateway_api_conformance.echo_basic.grpcecho.GrpcEcho`. */
  service?: string;
  /**
   * So many messages of one stream of `grpc.reflection.v1.ServerReflection/ServerReflectionInfo`, each sent when the one before
   * it was answered (https://grpc.io/docs/guides/reflection/). `service` and `method` are its own then.
   */
  stream?: number;
  /** Default: `Echo`. `EchoThree` is known to the service and unimplemented on purpose. */
  method?: string;
  /** `:authority`; default: the scenario's hostname. */
  authority?: string;
  /** Names in lower case. The bytes of the text are sent where a name ends with `-bin`. */
  metadata?: HeaderLines;
  /** Default: plain text, which is HTTP/2 with prior knowledge. */
  tls?: boolean;
  /** TLS server name; default: `authority` without its port. */
  sni?: string;
  clientCertificate?: ClientCertificate;
  /**
   * What a session is kept by: the call is made twice, the second time with the first cookie that the first answer set, or with
   * the header of that name as it came in the first answer. The second is judged, and must be answered by the same pod.
   */
  session?: 'cookie' | { header: string };
}

/** What the backend must have received, from its echo; what is not given must have arrived as it was sent. */
export interface GrpcSaw {
  /** `/package.Service/Method`. */
  method?: string;
  authority?: string;
  metadata?: HeaderExpectations;
  /** `null`: it came in the clear. */
  tls?: BackendTlsSaw | null;
  /** What is not given here may have arrived otherwise than it was sent. */
  rest?: 'any';
}

export type GrpcExpectation =
  /** Answered with OK by a backend. */
  | (BackendChoice & {
      saw?: GrpcSaw;
      response?: { headers?: HeaderExpectations; trailers?: HeaderExpectations };
      within?: DurationBounds;
    })
  /** Each message of a stream was answered before the next was sent, and the end with OK. */
  | { streamed: number; within?: DurationBounds }
  /** Answered with one of these codes; `OK` is what a backend says. */
  | { code: Exclude<GrpcCode, 'OK'> | readonly Exclude<GrpcCode, 'OK'>[]; within?: DurationBounds }
  | RefusedExpectation;
