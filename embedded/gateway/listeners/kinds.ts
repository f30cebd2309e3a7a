import { gatewayGroup } from '../constants.ts';
import type { RouteKind } from '../model/gateway.ts';
import { accept, refuse, type Verdict } from './types.ts';

/** Whether a listener's list of kinds names only such as its protocol has. */
export function judgeKinds(listed: readonly RouteKind[], supported: readonly RouteKind[]): Verdict {
  const unknown = listed.filter((kind) => !supported.some((known) => sameKind(known, kind)));
  // Without a supported protocol there is nothing to resolve the kinds against.
  if (unknown.length > 0 && supported.length > 0) {
    return refuse('InvalidRouteKinds', `Kinds not supported: ${unknown.map((kind) => kind.kind).join(', ')}`);
  }
  return accept('ResolvedRefs', 'All references are resolved');
}

/** The supported kinds that the listener's list leaves; an empty list leaves all. */
export function allowedKinds(listed: readonly RouteKind[], supported: readonly RouteKind[]): readonly RouteKind[] {
  if (listed.length === 0) return supported;
  return supported.filter((kind) => listed.some((entry) => sameKind(entry, kind)));
}

function sameKind(a: RouteKind, b: RouteKind): boolean {
  return (a.group ?? gatewayGroup) === (b.group ?? gatewayGroup) && a.kind === b.kind;
}
