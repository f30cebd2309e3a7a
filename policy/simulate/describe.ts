import type { AnyCandidate } from '../model/candidates.ts';
import { type GrpcMatch, type HttpMatch, nameOf, type Route, type ValueMatch } from '../model/objects.ts';

/** `GET /path* with version: one`, as a person says it. */
export function describeMatch({ path, headers, query, method }: HttpMatch): string {
  const shown = path.type === 'Exact' ? path.value : path.type === 'PathPrefix' ? `${path.value}*` : `~ ${path.value}`;
  const values = [...describeHeaders(headers), ...query.map(({ name, value }) => `?${name}=${value}`)];
  return [method, shown, values.length > 0 ? `with ${values.join(', ')}` : undefined].filter(Boolean).join(' ');
}

/** `pkg.Service/Method with version: one`; a star is any. */
export function describeCall({ type, service, method, headers }: GrpcMatch): string {
  const shown = `${type === 'Exact' ? '' : '~ '}${service || '*'}/${method || '*'}`;
  return headers.length > 0 ? `${shown} with ${describeHeaders(headers).join(', ')}` : shown;
}

function describeHeaders(headers: readonly ValueMatch[]): readonly string[] {
  return headers.map(({ name, value }) => `${name}: ${value}`);
}

/** What a rule takes, beyond the hostname. */
export function describeTaken(candidate: AnyCandidate): string {
  if (isHttp(candidate)) return describeMatch(candidate.match);
  if (isGrpc(candidate)) return describeCall(candidate.match);
  return candidate.route.kind === 'UDPRoute' ? 'every datagram' : 'every connection';
}

/** Only routes of HTTP go without their kind. */
export function nameRoute(route: Route): string {
  return route.kind === 'HTTPRoute' ? nameOf(route) : `${route.kind} ${nameOf(route)}`;
}

export function isHttp(candidate: AnyCandidate): candidate is Extract<AnyCandidate, { route: { kind: 'HTTPRoute' } }> {
  return candidate.route.kind === 'HTTPRoute';
}

export function isGrpc(candidate: AnyCandidate): candidate is Extract<AnyCandidate, { route: { kind: 'GRPCRoute' } }> {
  return candidate.route.kind === 'GRPCRoute';
}
