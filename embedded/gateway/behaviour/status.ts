import type { ListenerStatus, RouteKind } from '../model/gateway.ts';
import type { Condition, DesiredCondition } from '../model/meta.ts';
import type { RouteKindName } from '../model/route.ts';

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
  /** Count as written, from the ListenerSets that are accepted and the ones that refer to the Gateway. */
  /** Features that a class claims. */
  features(supported: readonly string[]): readonly string[];
  attachedSets(accepted: number, referring: number): number;
  /** Count as written, from the routes accepted by the listener and the ones that refer to it. */
  attachedRoutes(listener: string, accepted: number, referring: number): number;
  writtenKinds(listed: readonly RouteKind[], supported: readonly RouteKind[]): readonly RouteKind[];
  /** Addresses as written, in a generation of the Gateway. */
  addresses(addresses: readonly string[], generation: number): readonly string[];
  hasAddress(addresses: readonly string[]): boolean;
  /** Listener entries as written, from the ones that stand and the ones that should. */
  listeners(existing: readonly ListenerStatus[], desired: readonly ListenerStatus[]): ListenerStatus[];
  /** Whether an object's status may be written in this generation. */
  writes(kind: string, uid: string, generation: number): boolean;
  transition(previous: Condition | undefined, next: DesiredCondition, now: string): string;
}
