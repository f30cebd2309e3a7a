import type { Service, ServicePort } from '../model/core.ts';
import type { DesiredParent, ParentRef, Route } from '../model/route.ts';
import type { RequestEntry } from '../model/served.ts';

/** Decisions about routes whose parents are Services. https://gateway-api.sigs.k8s.io/geps/gep-1426/ */
export interface MeshPolicy {
  /** Whether connections of pods in a namespace with these labels are led through the mesh. */
  isMember(labels: Readonly<Record<string, string>>): boolean;
  /** Whether a Service has a frontend that routes can be attached to. */
  hasFrontend(service: Service): boolean;
  selectsPort(ref: ParentRef, port: ServicePort): boolean;
  /** The client's namespace, where the route counts for clients of no other one. */
  scope(route: Route, service: Service): string | undefined;
  /** What counts for a client, of the routes of its own namespace and those of the Service's. */
  choose<Rules>(consumer: Rules | undefined, producer: Rules | undefined): Rules | undefined;
  /** The kind that is served where a port has routes of both. */
  preferred: 'HTTPRoute' | 'GRPCRoute';
  /** Whether a reference into another namespace needs a ReferenceGrant. */
  needsGrant: boolean;
  /** Whether the hostnames of routes count. */
  readsHostnames: boolean;
  /** What serves a port that routes are attached to: these entries, in order, and not those of the Service as it is. */
  rules(entries: readonly RequestEntry[], plain: readonly RequestEntry[], port: string): readonly RequestEntry[];
  /** What serves a port without routes: the Service as it is. */
  plain(entries: readonly RequestEntry[], port: string): readonly RequestEntry[];
  /** Entries of a route's status as written, from the right ones. */
  parents(desired: readonly DesiredParent[]): readonly DesiredParent[];
  /** Whether a connection to a pod's own address is led by the routes of the Services before it. */
  routesPods: boolean;
}
