import type { Behaviour } from '../behaviour/types.ts';
import { gatewayGroup } from '../constants.ts';
import { matchesSelector } from '../listeners/selectors.ts';
import type { EvaluatedGateway, ListenerVerdict, Verdict } from '../listeners/types.ts';
import type { Listener } from '../model/gateway.ts';
import { namespaceOf } from '../model/meta.ts';
import type { Model } from '../model/model.ts';
import type { ParentRef, Route } from '../model/route.ts';
import type { Attachment } from './attachment.ts';

/** Attaches a route to each of its parents among the Gateways given; other parents are somebody else's. */
export function attachRoute(
  model: Model,
  route: Route,
  gateways: ReadonlyMap<string, EvaluatedGateway>,
  behaviour: Behaviour,
): readonly Attachment[] {
  return behaviour.attachment.parentRefs(route).flatMap((parentRef) => {
    const { group = gatewayGroup, kind = 'Gateway', name } = parentRef;
    if (group !== gatewayGroup) return [];
    const key = `${behaviour.attachment.parentNamespace(route, parentRef)}/${name}`;
    const gateway = kind === 'Gateway' ? gateways.get(key) : findGatewayOfSet(gateways, kind, key);
    if (!gateway) return [];
    const listeners = gateway.listeners.filter(({ owner }) => behaviour.attachment.ofParent(owner, kind, key));
    return [attachToListeners(model, route, parentRef, gateway, listeners, behaviour)];
  });
}

function findGatewayOfSet(
  gateways: ReadonlyMap<string, EvaluatedGateway>,
  kind: string,
  key: string,
): EvaluatedGateway | undefined {
  if (kind !== 'ListenerSet') return undefined;
  return [...gateways.values()].find(({ sets }) => sets.some((set) => set.key === key));
}

/** The order of the tests decides which reason is given: no such listener, not allowed, hostname. */
function attachToListeners(
  model: Model,
  route: Route,
  parentRef: ParentRef,
  gateway: EvaluatedGateway,
  listeners: readonly ListenerVerdict[],
  behaviour: Behaviour,
): Attachment {
  const { attachment, hostnames } = behaviour;
  const selected = listeners.filter(({ listener }) => attachment.selects(parentRef, listener));
  const labels = model.namespaces.get(namespaceOf(route))?.metadata.labels ?? {};
  const allowed = selected.filter(
    ({ listener, owner, supportedKinds }) =>
      attachment.namespaceAllowed(listener, owner.namespace, namespaceOf(route), labels) &&
      attachment.kindAllowed(supportedKinds, route.kind),
  );
  const routeHostnames = route.spec.hostnames?.length ? route.spec.hostnames : [undefined];
  const met = allowed.filter(({ listener }) =>
    attachment.hostnamesAllow(routeHostnames.some((hostname) => hostnames.intersect(listener.hostname, hostname))),
  );
  const accepted = judge(parentRef, selected.length, allowed.length, met.length);
  const idsOf = (verdicts: readonly ListenerVerdict[]) => verdicts.map(({ id }) => id);
  return { parentRef, gateway, accepted, listeners: accepted.ok ? idsOf(met) : [], selected: idsOf(selected) };
}

function judge(parentRef: ParentRef, selected: number, allowed: number, met: number): Verdict {
  if (selected === 0) {
    const asked = [
      parentRef.sectionName && `name ${parentRef.sectionName}`,
      parentRef.port && `port ${parentRef.port}`,
    ];
    const message = `The parent has no listener with ${asked.filter(Boolean).join(' and ') || 'any name'}`;
    return { ok: false, reason: 'NoMatchingParent', message };
  }
  if (allowed === 0) {
    return {
      ok: false,
      reason: 'NotAllowedByListeners',
      message: 'No listener allows routes of this namespace and kind',
    };
  }
  if (met === 0) {
    return { ok: false, reason: 'NoMatchingListenerHostname', message: 'No hostname meets a listener hostname' };
  }
  return { ok: true, reason: 'Accepted', message: 'Route is accepted' };
}

export function selectsListener(ref: ParentRef, listener: Listener): boolean {
  return (!ref.sectionName || ref.sectionName === listener.name) && (!ref.port || ref.port === listener.port);
}

/** https://gateway-api.sigs.k8s.io/reference/spec/#routenamespaces */
export function namespaceAllowed(
  listener: Listener,
  owner: string,
  namespace: string,
  labels: Record<string, string>,
): boolean {
  const { from = 'Same', selector } = listener.allowedRoutes?.namespaces ?? {};
  if (from === 'All') return true;
  if (from === 'Selector') return matchesSelector(selector, labels);
  return from === 'Same' && namespace === owner;
}
