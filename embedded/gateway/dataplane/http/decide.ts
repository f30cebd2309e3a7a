import type { Behaviour } from '../../behaviour/types.ts';
import { matchesRequest, type RequestHead } from '../../kinds/http/matching.ts';
import { sortEntries } from '../../kinds/http/precedence.ts';
import type { RouteEntry, ServedListener, ServedPort } from '../../model/served.ts';

export interface IncomingRequest extends RequestHead {
  /** Host header as received. */
  host: string;
  /** Name asked for in the TLS handshake. */
  serverName?: string;
}

export type Decision = { kind: 'answer'; status: number; reason: string } | { kind: 'route'; entry: RouteEntry };

/** Finds the rule for a request among the listeners of a port. */
export function decide(port: ServedPort, request: IncomingRequest, behaviour: Behaviour): Decision {
  const { hostnames, matching, precedence, answers } = behaviour;
  const host = hostnames.normalise(request.host);
  const listeners = hostnames.select(port.listeners, host);
  if (request.serverName !== undefined && isMisdirected(port, listeners, request.serverName, behaviour)) {
    return { kind: 'answer', status: answers.misdirected, reason: 'another listener serves this host' };
  }
  const [only, ...others] = listeners.map((listener) => listener.entries);
  const entries = others.length === 0 ? (only ?? []) : sortEntries([only ?? [], ...others].flat(), precedence);
  const entry = entries.find(
    (candidate) => hostnames.matches(candidate.hostname, host) && matchesRequest(candidate.match, request, matching),
  );
  return entry ? { kind: 'route', entry } : { kind: 'answer', status: answers.noMatch, reason: 'no route matches' };
}

/**
 * Whether the connection was made for another listener than the request
 * (https://gateway-api.sigs.k8s.io/reference/spec/#listener, hostname).
 */
function isMisdirected(
  port: ServedPort,
  listeners: readonly ServedListener[],
  serverName: string,
  { hostnames }: Behaviour,
): boolean {
  const connected = hostnames.select(port.listeners, serverName.toLowerCase());
  return listeners.length > 0 && !listeners.some((listener) => connected.includes(listener));
}
