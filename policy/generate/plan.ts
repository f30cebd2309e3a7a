import type { WorldPlan } from './world/plan.ts';

/**
 * A generated case in small numbers, so that whatever fast-check makes smaller is still a case: numbers are places in
 * lists (counted on from the start again where a list is shorter), and the simplest choice is always the first.
 */
export interface Plan {
  /** A world of all kinds of routes, without changes; what follows is empty then. */
  world?: WorldPlan;
  /** Label `team` of each namespace: 0 for none. */
  namespaces: readonly number[];
  gateways: readonly GatewayPlan[];
  services: readonly ServicePlan[];
  grants: readonly GrantPlan[];
  routes: readonly RoutePlan[];
  /** Routes are made before the Gateways. */
  routesFirst: boolean;
  changes: readonly Change[];
}

/** What was deleted keeps its place, so that others keep their names and references still lead where they led. */
export interface Removable {
  deleted?: boolean;
}

export interface GatewayPlan extends Removable {
  namespace: number;
  listeners: readonly ListenerPlan[];
}

export interface ListenerPlan extends Removable {
  /** Place in `listenerHostnames`. */
  hostname: number;
  /** Place in `listenerPorts`. */
  port: number;
  from: 'All' | 'Same' | 'Selector';
  /** Label `team` that the selector wants. */
  team: number;
  /** Place in `kindLists`. */
  kinds: number;
  /** Place in `certificates`; counts for HTTPS alone. */
  certificate: number;
}

export interface ServicePlan extends Removable {
  namespace: number;
  /** Pod behind it; ports beyond the first may lead to the next one. */
  pod: number;
  /** Place in `serviceShapes`. */
  shape: number;
}

export interface GrantPlan extends Removable {
  /** Places of the Service that it is for, and of the route that may refer to it. */
  service: number;
  route: number;
  /** Place in `grantFlaws`. */
  flaw: number;
}

export interface RoutePlan extends Removable {
  namespace: number;
  /** Place in `routeNames`: names decide between equals. */
  name: number;
  /** Places in `routeHostnames`. */
  hostnames: readonly number[];
  parents: readonly ParentPlan[];
  rules: readonly RulePlan[];
  /** Made more than a second after what was made before it, so that it is younger. */
  younger: boolean;
}

export interface ParentPlan {
  gateway: number;
  /** 0: the whole Gateway. Beyond that the listener's place and one; one too many names a listener that is not there. */
  section: number;
}

export interface RulePlan {
  matches: readonly MatchPlan[];
  /** Place in `filters`. */
  filter: number;
  backends: readonly BackendPlan[];
}

export interface MatchPlan {
  /** Place in `paths`. */
  path: number;
  exact: boolean;
  /** Places in `headerNames` and `headerValues`. */
  headers: readonly (readonly [name: number, value: number])[];
  /** Place in `methods`. */
  method: number;
  /** Places in `parameterNames` and `headerValues`. */
  query: readonly (readonly [name: number, value: number])[];
}

export interface BackendPlan {
  /** Place in the list of Services; one too many names a Service that is not there. */
  service: number;
  /** Port among those of the Service; one too many is a port that it does not have. */
  port: number;
  /** Place in `weights`. */
  weight: number;
  /** Place in `backendKinds`. */
  kind: number;
}

/** One change of the world. Numbers name the objects by their places; what is toggled is deleted, or made again. */
export type Change =
  | { kind: 'rule'; route: number; rule: number; to: RulePlan }
  | { kind: 'ruleRemoved'; route: number; rule: number }
  | { kind: 'hostnames'; route: number; to: readonly number[] }
  | { kind: 'parents'; route: number; to: readonly ParentPlan[] }
  | { kind: 'routeToggled'; route: number }
  | { kind: 'routeAnew'; route: number }
  | { kind: 'routeAdded'; to: RoutePlan }
  /** The label of the namespace that a route stands in; 0: the first team, or none where it was that. */
  | { kind: 'team'; route: number; to: number }
  | { kind: 'grantToggled'; grant: number }
  | { kind: 'grant'; grant: number; to: GrantPlan }
  | { kind: 'grantAdded'; to: GrantPlan }
  | { kind: 'serviceToggled'; service: number }
  | { kind: 'service'; service: number; to: ServicePlan }
  | { kind: 'listener'; gateway: number; listener: number; to: ListenerPlan }
  | { kind: 'certificate'; gateway: number; listener: number; to: number }
  | { kind: 'listenerAdded'; gateway: number; to: ListenerPlan }
  | { kind: 'listenerToggled'; gateway: number; listener: number }
  | { kind: 'gatewayToggled'; gateway: number };
