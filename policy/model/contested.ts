import type { Attachment } from './attach.ts';
import { coversHost, intersect } from './hostnames.ts';
import type { ListenerView } from './listeners/evaluate.ts';
import { compareAge, type Route } from './objects.ts';

interface Attached {
  route: Route;
  attachments: readonly Attachment[];
}

/**
 * Marks the attachments of HTTPRoutes and GRPCRoutes that an implementation may reject, since an older route of the other
 * kind shares hostnames with them on a listener. A rejection is of a whole parentRef.
 * https://github.com/kubernetes-sigs/gateway-api/blob/v1.7.0/apis/v1/grpcroute_types.go#L144-L156
 */
export function markContested<P extends Attached>(parents: readonly P[]): readonly P[] {
  if (!parents.some(({ route }) => route.kind === 'GRPCRoute')) return parents;
  const contested = new Set<P>();
  const taken = new Map<ListenerView, Attachment[]>();
  for (const parent of [...parents].sort((a, b) => compareAge(a.route, b.route))) {
    const attached = parent.attachments.filter(({ obstacle }) => obstacle === undefined);
    const meets = attached.some((own) => (taken.get(own.view) ?? []).some((other) => isOfOtherKind(own, other)));
    if (meets) contested.add(parent);
    else for (const own of attached) taken.set(own.view, [...(taken.get(own.view) ?? []), own]);
  }
  return parents.map((parent) => {
    if (!contested.has(parent)) return parent;
    return { ...parent, attachments: parent.attachments.map((attachment) => ({ ...attachment, contested: true })) };
  });
}

function isOfOtherKind(a: Attachment, b: Attachment): boolean {
  const kinds = [a.route.kind, b.route.kind];
  if (!kinds.includes('HTTPRoute') || !kinds.includes('GRPCRoute')) return false;
  return a.hostnames.some((one) => b.hostnames.some((other) => intersect(one.common, other.common) !== null));
}

/** Whether a route of these listeners may be rejected for the sake of another one. */
export function isContested(parents: readonly Attached[], views: readonly ListenerView[]): boolean {
  return parents.some(({ attachments }) =>
    attachments.some(({ contested, view }) => contested === true && views.includes(view)),
  );
}

/** Whether a route of a kind takes requests for a host on one of these listeners. */
export function takesHost(
  attachments: readonly Attachment[],
  listeners: readonly ListenerView[],
  kind: Route['kind'],
  host: string,
): boolean {
  return attachments.some(
    ({ route, view, obstacle, hostnames }) =>
      route.kind === kind &&
      obstacle === undefined &&
      listeners.includes(view) &&
      hostnames.some(({ common }) => coversHost(common, host)),
  );
}
