import type { MatchPolicy } from '../../behaviour/http.ts';
import type { GrpcPolicy } from '../../behaviour/routes.ts';
import type { GrpcMatch } from '../../model/grpc-route.ts';
import type { HeaderLine } from '../../model/header.ts';
import { matchesHeaders } from '../../routes/match-headers.ts';
import { matchesRegularExpression } from '../../routes/regular-expressions.ts';

/** What of a call decides about its route. */
export interface CallHead {
  method: string;
  /** `/service/method`. */
  path: string;
  headers: readonly HeaderLine[];
}

/** Whether a request is a gRPC call (https://github.com/grpc/grpc/blob/master/doc/PROTOCOL-HTTP2.md). */
export function isGrpcCall({ method, headers }: Pick<CallHead, 'method' | 'headers'>): boolean {
  const type = headers.find(([name]) => name.toLowerCase() === 'content-type')?.[1] ?? '';
  return method === 'POST' && /^application\/grpc(?:[+;]|$)/i.test(type);
}

/** https://gateway-api.sigs.k8s.io/reference/spec/#grpcroutematch */
export function matchesCall(
  { method: expected, headers = [] }: GrpcMatch,
  call: CallHead,
  policies: { matching: MatchPolicy; grpc: GrpcPolicy },
): boolean {
  const [, service = '', method = ''] = /^\/([^/]*)\/([^/]*)$/.exec(call.path) ?? [];
  const type = expected?.type ?? 'Exact';
  const { matchesName } = policies.grpc;
  return (
    (!expected?.service || matchesName('service', type, expected.service, service)) &&
    (!expected?.method || matchesName('method', type, expected.method, method)) &&
    matchesHeaders('GRPCRoute', headers, call.headers, policies.matching)
  );
}

export function matchesName(_part: 'service' | 'method', type: string, expected: string, given: string): boolean {
  return type === 'RegularExpression' ? matchesRegularExpression(expected, given) : expected === given;
}
