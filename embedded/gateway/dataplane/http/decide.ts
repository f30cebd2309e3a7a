import type { Behaviour } from '../../behaviour/types.ts';
import { isGrpcCall, matchesCall } from '../../kinds/grpc/matching.ts';
import { matchesRequest, type RequestHead } from '../../kinds/http/matching.ts';
import type { RequestEntry, ServedListener, ServedPort } from '../../model/served.ts';
import { sortRequests } from '../../serving/order.ts';
import type { AnswerPlan } from './types.ts';

export interface IncomingRequest extends RequestHead {
  /** Host header as received. */
  host: string;
  /** Name asked for in the TLS handshake. */
  serverName?: string;
}

export type Decision = AnswerPlan | { kind: 'route'; entry: RequestEntry; listener: ServedListener | undefined };

/** Finds the rule for a request among the listeners of a port. */
export function decide(port: ServedPort, request: IncomingRequest, behaviour: Behaviour): Decision {
  const { hostnames, answers, grpc } = behaviour;
  const host = hostnames.normalise(request.host);
  const listeners = hostnames.select(port.listeners, host);
  if (request.serverName !== undefined && isMisdirected(port, listeners, request.serverName, behaviour)) {
    return { kind: 'answer', status: answers.misdirected, reason: 'another listener serves this host' };
  }
  const [only, ...others] = listeners.map(({ requests }) => requests);
  const entries = others.length === 0 ? (only ?? []) : sortRequests([only ?? [], ...others].flat(), behaviour);
  const isCall = isGrpcCall(request);
  const entry = entries.find(
    (candidate) => matchesHost(candidate, host, behaviour) && matches(candidate, request, isCall, behaviour),
  );
  if (entry) {
    const listener = listeners.find(({ requests }) => requests.includes(entry));
    return { kind: 'route', entry, listener };
  }
  const grpcStatus = isCall ? { grpcStatus: grpc.noMatch } : {};
  return { kind: 'answer', status: answers.noMatch, reason: 'no route matches', ...grpcStatus };
}

function matchesHost({ kind, hostname }: RequestEntry, host: string, { hostnames, ingress }: Behaviour): boolean {
  return (kind === 'Ingress' ? ingress.hostMatches : hostnames.matches)(hostname, host);
}

function matches(entry: RequestEntry, request: IncomingRequest, isCall: boolean, behaviour: Behaviour): boolean {
  if (entry.kind === 'Ingress') return behaviour.ingress.pathMatches(entry.path, request.path);
  if (entry.kind === 'HTTPRoute') return matchesRequest(entry.match, request, behaviour.matching);
  return isCall && matchesCall(entry.match, request, behaviour);
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
