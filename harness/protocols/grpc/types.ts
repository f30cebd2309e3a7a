import type { ClientCertificate } from '../../scenario/traffic/common.ts';
import type { GrpcCode, GrpcRequest } from '../../scenario/traffic/grpc.ts';
import type { TlsDetails } from '../common/sockets.ts';
import type { Exchange } from '../types.ts';
import type { EchoAssertions } from './service.ts';

export type MetadataLines = readonly (readonly [string, string])[];

/** One unary call, all defaults resolved. */
export interface ResolvedGrpcRequest {
  service: string;
  method: string;
  authority: string;
  metadata: MetadataLines;
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
