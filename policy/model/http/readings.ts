import type { ClauseId } from '../clauses.ts';
import type { ModelOptions } from '../options.ts';
import type { HttpRequest } from './request.ts';

/** One way to read what the specification leaves open. */
export interface Reading {
  /** Only the most specific listener serves a request. */
  isolation: boolean;
  /** Routes are compared by the hostname that they name, or by what it has in common with the listener's. */
  hostnames: 'route' | 'common';
  /** Whether the slash at the end of a prefix is one of its characters. */
  trailingSlash: boolean;
  /** What a repeated header or query parameter is taken for. */
  repeated: 'first' | 'last' | 'joined';
  /** How regular expressions match; undefined: only the implementation knows. */
  expressions?: ModelOptions['regularExpressions'];
  /** A route that shares hostnames with an older one of the other kind of HTTP is rejected. */
  rejecting: boolean;
}

/** The open points that differ from the strictest reading, for an answer to name. */
export function openClauses(reading: Reading): readonly ClauseId[] {
  return [
    ...(reading.isolation ? [] : ['listener.isolation' as const]),
    ...(reading.hostnames === 'route' ? [] : ['hostname.original' as const]),
    ...(reading.trailingSlash ? [] : ['path.trailing' as const]),
    ...(reading.repeated === 'joined' ? [] : ['header.repeated' as const]),
    ...(reading.rejecting ? ['grpc.or-http' as const] : []),
  ];
}

/** What decides whether an open point makes any difference. */
export interface Ambiguity {
  /** More than one listener covers the host. */
  listeners: boolean;
  /** A route has a prefix with a slash at its end. */
  slashes: boolean;
  /** A route may be rejected for the sake of one of the other kind of HTTP. */
  kinds: boolean;
}

/** Every reading that an implementation with these features may have and that may matter, the strictest first. */
export function listReadings(
  request: Pick<HttpRequest, 'headers' | 'path'>,
  { features, regularExpressions }: ModelOptions,
  ambiguity: Ambiguity,
): readonly Reading[] {
  const closed = features.has('GatewayHTTPListenerIsolation') || !ambiguity.listeners;
  const isolations = closed ? [true] : [true, false];
  const hostnames: readonly Reading['hostnames'][] = features.has('GatewayRouteHostnameIntersectionPrecedence')
    ? ['route']
    : ['route', 'common'];
  const slashes = ambiguity.slashes ? [true, false] : [true];
  const repetitions: readonly Reading['repeated'][] = hasRepetition(request) ? ['joined', 'first', 'last'] : ['joined'];
  const rejections = ambiguity.kinds ? [false, true] : [false];
  return isolations.flatMap((isolation) =>
    hostnames.flatMap((by) =>
      slashes.flatMap((trailingSlash) =>
        repetitions.flatMap((repeated) =>
          rejections.map((rejecting) => ({
            isolation,
            hostnames: by,
            trailingSlash,
            repeated,
            rejecting,
            expressions: regularExpressions,
          })),
        ),
      ),
    ),
  );
}

function hasRepetition({ headers, path }: Pick<HttpRequest, 'headers' | 'path'>): boolean {
  const names = headers.map(([name]) => name.toLowerCase());
  const parameters = [...new URLSearchParams(/\?(.*)$/s.exec(path)?.[1] ?? '').keys()];
  return new Set(names).size < names.length || new Set(parameters).size < parameters.length;
}
