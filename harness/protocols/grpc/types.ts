import type { ClientCertificate } from '../../scenario/traffic/common.ts';
import type { GrpcCode, GrpcRequest } from '../../scenario/traffic/grpc.ts';
import type { TlsDetails } from '../common/sockets.ts';
import type { Exchange } from '../types.ts';
import type { EchoAssertions } from './service.ts';

export type MetadataLines = readonly (readonly [string, string])[];

/** One unary call, or a stream, all defaults resolved. */
export interface ResolvedGrpcRequest {
  service: string;
  method: string;
  authority: string;
  metadata: MetadataLines;
  /** How many messages of one stream, each sent when the one before it was answered. */
  stream?: number;
  tls: boolean;
  sni: string;
  clientCertificate?: ClientCertificate;
  session?: GrpcRequest['session'];
}

export interface GrpcResponseRecord {
  code: GrpcCode;
  message: string;
  metadata: MetadataLines;
  trailers: MetadataLines;
  /** How many messages of a stream were answered as the reflection service answers. */
  streamed?: number;
  tls?: TlsDetails;
}

export interface GrpcExchange extends Exchange {
  protocol: 'grpc';
  request: ResolvedGrpcRequest;
  response?: GrpcResponseRecord;
  /** Set where an echo backend answered. */
  echo?: EchoAssertions;
  /** What came of a call before it, which began the session that this one is of. */
  first?: { isSet: boolean; pod?: string };
}
