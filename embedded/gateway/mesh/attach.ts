import type { Behaviour } from '../behaviour/types.ts';
import { accept, refuse, type Verdict } from '../listeners/types.ts';
import type { Service, ServicePort } from '../model/core.ts';
import { keyOf } from '../model/meta.ts';
import type { Model } from '../model/model.ts';
import type { ParentRef, Route } from '../model/route.ts';
import type { CompiledRoute } from '../routes/compile.ts';

/** A route and one of its parents that is a Service. */
export interface ServiceAttachment {
  parentRef: ParentRef;
  service: Service;
  accepted: Verdict;
  /** Of the Service; none where the route is not accepted. */
  ports: readonly ServicePort[];
  /** Namespace of the only clients that it counts for. */
  scope: string | undefined;
}

/** A route with its Services. */
export interface MeshRoute {
  route: Route;
  compiled: CompiledRoute;
  attachments: readonly ServiceAttachment[];
}

/** The Services among the parents of a route; those that are not there are nobody's. */
export function attachToServices(
  model: Model,
  route: Route,
  compiled: CompiledRoute,
  behaviour: Behaviour,
): readonly ServiceAttachment[] {
  return behaviour.attachment.parentRefs(route).flatMap((parentRef) => {
    if (!isServiceRef(parentRef)) return [];
    const key = `${behaviour.attachment.parentNamespace(route, parentRef)}/${parentRef.name}`;
    const service = model.services.get(key);
    if (!service) return [];
    const selected = (service.spec.ports ?? []).filter((port) => behaviour.mesh.selectsPort(parentRef, port));
    const accepted = judge(parentRef, service, selected, compiled, behaviour);
    const scope = behaviour.mesh.scope(route, service);
    return [{ parentRef, service, accepted, ports: accepted.ok ? selected : [], scope }];
  });
}

export function isServiceRef({ group, kind }: ParentRef): boolean {
  return group === '' && kind === 'Service';
}

function judge(
  { port }: ParentRef,
  service: Service,
  selected: readonly ServicePort[],
  { rejected, ruleCount }: CompiledRoute,
  { mesh }: Behaviour,
): Verdict {
  if (!mesh.hasFrontend(service)) {
    return refuse('UnsupportedValue', `Service ${keyOf(service)} has no cluster address that clients could send to`);
  }
  if (selected.length === 0) return refuse('NoMatchingParent', `Service ${keyOf(service)} has no port ${port}`);
  if (rejected.length > 0 && rejected.length >= ruleCount) {
    return refuse('UnsupportedValue', `Not supported: ${rejected.map(({ problem }) => problem).join('; ')}`);
  }
  return accept('Accepted', 'Route is accepted');
}

/** Takes ports from the routes of the kind that yields where a port of a Service has both. */
export function settleKinds(routes: readonly MeshRoute[], { mesh }: Behaviour): readonly MeshRoute[] {
  const placeOf = ({ service, scope }: ServiceAttachment, port: ServicePort) =>
    `${scope ?? ''} ${keyOf(service)} ${port.port}`;
  const taken = new Set(
    routes
      .filter(({ route }) => route.kind === mesh.preferred)
      .flatMap(({ attachments }) => attachments.flatMap((one) => one.ports.map((port) => placeOf(one, port)))),
  );
  return routes.map((entry) => {
    if (entry.route.kind === mesh.preferred) return entry;
    const attachments = entry.attachments.map((one): ServiceAttachment => {
      const ports = one.ports.filter((port) => !taken.has(placeOf(one, port)));
      if (ports.length > 0 || one.ports.length === 0) return { ...one, ports };
      const message = `Routes of kind ${mesh.preferred} are attached to the same ports`;
      return { ...one, ports, accepted: refuse('Conflicted', message) };
    });
    return { ...entry, attachments };
  });
}
