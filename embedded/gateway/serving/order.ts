import { grpcCriteria, httpCriteria, streamCriteria } from '../behaviour/routes.ts';
import type { Behaviour } from '../behaviour/types.ts';
import { compareHostnames } from '../listeners/hostnames.ts';
import type { RequestEntry, RouteEntry, StreamEntry } from '../model/served.ts';
import { compareBy, sortBy } from '../routes/order.ts';

/** Sorts the entries of a listener, or of several, each kind by its own criteria. */
export function sortRequests(entries: readonly RouteEntry[], behaviour: Behaviour): readonly RequestEntry[] {
  return entries.filter(isRequest).sort((a, b) => compareRequests(a, b, behaviour));
}

export function sortStreams(entries: readonly RouteEntry[], behaviour: Behaviour): readonly StreamEntry[] {
  const streams = entries.filter((entry): entry is StreamEntry => !isRequest(entry));
  return sortBy(streams, streamCriteria, behaviour.streamPrecedence);
}

function isRequest(entry: RouteEntry): entry is RequestEntry {
  return entry.kind === 'HTTPRoute' || entry.kind === 'GRPCRoute' || entry.kind === 'Ingress';
}

function compareRequests(a: RequestEntry, b: RequestEntry, behaviour: Behaviour): number {
  const { precedence, grpcPrecedence, ingress } = behaviour;
  if (a.kind === 'Ingress' && b.kind === 'Ingress') return ingress.order(a, b);
  if (a.kind === 'HTTPRoute' && b.kind === 'HTTPRoute') return compareBy(a, b, httpCriteria, precedence);
  if (a.kind === 'GRPCRoute' && b.kind === 'GRPCRoute') return compareBy(a, b, grpcCriteria, grpcPrecedence);
  // What matches calls only is more specific than what matches any request.
  return compareHostnames(a.hostname, b.hostname) || (a.kind === 'GRPCRoute' ? -1 : 1);
}
