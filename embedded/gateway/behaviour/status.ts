import type { Gateway, ListenerStatus, RouteKind } from '../model/gateway.ts';
import type { Condition, DesiredCondition } from '../model/meta.ts';
import type { DesiredParent, Route, RouteKindName } from '../model/route.ts';

export type ObjectKind = 'GatewayClass' | 'Gateway' | 'Listener' | 'ListenerSet' | 'BackendTLSPolicy' | RouteKindName;

export interface StatusPolicy {
  /** Reason as written, from the specification's. */
  reason(kind: ObjectKind, type: string, reason: string): string;
  observedGeneration(kind: ObjectKind, generation: number): number | undefined;
  /** Conditions as written, from the right ones. */
  conditions(kind: ObjectKind, conditions: readonly DesiredCondition[]): readonly DesiredCondition[];
  ownsCondition(type: string): boolean;
  ownsParent(controllerName: string): boolean;
  ownsAncestor(controllerName: string): boolean;
  /** Features that a class claims. */
  features(supported: readonly string[]): readonly string[];
  /** Count as written, from the ListenerSets that are accepted and the ones that refer to the Gateway. */
  attachedSets(accepted: number, referring: number): number;
  /** Of the listeners that a route is attached to by one parentRef, the ids of those that count it. */
  counting(listeners: readonly string[]): readonly string[];
  /** Routes with the same text are counted as one. */
  countedAs(route: Route): string;
  /** Count as written, from the routes accepted by the listener and the ones that refer to it. */
  attachedRoutes(listener: string, accepted: number, referring: number, isServable: boolean): number;
  /** Entries of a route's status as written, from the right ones. */
  parents(route: Route, desired: readonly DesiredParent[]): readonly DesiredParent[];
  /** Gateways that a policy's status tells of, from those that reach what it targets. */
  ancestors(gateways: readonly Gateway[]): readonly Gateway[];
  writtenKinds(listed: readonly RouteKind[], supported: readonly RouteKind[]): readonly RouteKind[];
  /** Addresses as written, in a generation of the Gateway. */
  addresses(addresses: readonly string[], generation: number): readonly string[];
  hasAddress(addresses: readonly string[]): boolean;
  /** Listener entries as written, from the ones that stand and the ones that should. */
  listeners(existing: readonly ListenerStatus[], desired: readonly ListenerStatus[]): ListenerStatus[];
  /** Whether an object's status may be written in this generation. */
  writes(kind: string, uid: string, generation: number): boolean;
  /** Condition as written, from the one that stands and the one that should. */
  settled(previous: Condition | undefined, next: DesiredCondition): DesiredCondition;
  transition(previous: Condition | undefined, next: DesiredCondition, now: string): string;
}
