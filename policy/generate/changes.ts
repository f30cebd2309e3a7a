import { routeName } from './objects/routes.ts';
import type { Change, ListenerPlan, Plan, Removable, RoutePlan } from './plan.ts';
import { at } from './pools.ts';

export interface Changed {
  plan: Plan;
  /** One phrase. */
  title: string;
  /** End of the name of the object that is deleted and made again. */
  anew?: string;
}

export function applyChange(plan: Plan, change: Change): Changed {
  switch (change.kind) {
    case 'rule':
    case 'ruleRemoved':
    case 'hostnames':
    case 'parents':
    case 'routeToggled':
      return changeRoute(plan, change);
    case 'routeAnew': {
      const index = change.route % Math.max(1, plan.routes.length);
      const route = plan.routes[index];
      const anew = route && !route.deleted ? `/${routeName(route, index)}` : undefined;
      return { plan, title: 'a route is deleted and made again', anew };
    }
    case 'routeAdded':
      return { plan: { ...plan, routes: [...plan.routes, change.to] }, title: 'a route is added' };
    case 'team': {
      const namespace = at(plan.routes, change.route)?.namespace ?? 0;
      const namespaces = changeAt(plan.namespaces, namespace, (team) =>
        change.to === 0 ? (team === 1 ? 0 : 1) : change.to,
      );
      return { plan: { ...plan, namespaces }, title: 'the label of a namespace changes' };
    }
    case 'grantToggled':
      return {
        plan: { ...plan, grants: changeAt(plan.grants, change.grant, toggle) },
        title: 'a grant is revoked or given',
      };
    case 'grant':
      return {
        plan: { ...plan, grants: changeAt(plan.grants, change.grant, () => change.to) },
        title: 'a grant changes',
      };
    case 'grantAdded':
      return { plan: { ...plan, grants: [...plan.grants, change.to] }, title: 'a grant is given' };
    case 'serviceToggled': {
      const services = changeAt(plan.services, change.service, toggle);
      return { plan: { ...plan, services }, title: 'a Service is deleted or made again' };
    }
    case 'service': {
      // It stays where it is: another namespace would be another Service.
      const services = changeAt(plan.services, change.service, ({ namespace }) => ({ ...change.to, namespace }));
      return { plan: { ...plan, services }, title: 'a Service changes' };
    }
    case 'listener':
    case 'certificate':
    case 'listenerAdded':
    case 'listenerToggled':
    case 'gatewayToggled':
      return changeGateway(plan, change);
  }
}

function changeRoute(
  plan: Plan,
  change: Extract<Change, { kind: 'rule' | 'ruleRemoved' | 'hostnames' | 'parents' | 'routeToggled' }>,
): Changed {
  const edit = (title: string, to: (route: RoutePlan) => RoutePlan): Changed => ({
    plan: { ...plan, routes: changeAt(plan.routes, change.route, to) },
    title,
  });
  switch (change.kind) {
    case 'rule':
      return edit('a rule is edited', (route) => ({
        ...route,
        rules: changeAt(route.rules, change.rule, () => change.to),
      }));
    case 'ruleRemoved':
      return edit('a rule is removed', (route) => ({ ...route, rules: removeAt(route.rules, change.rule) }));
    case 'hostnames':
      return edit('the hostnames of a route change', (route) => ({ ...route, hostnames: change.to }));
    case 'parents':
      return edit('the parentRefs of a route change', (route) => ({ ...route, parents: change.to }));
    case 'routeToggled':
      return edit('a route is deleted or made again', toggle);
  }
}

function changeGateway(
  plan: Plan,
  change: Extract<
    Change,
    { kind: 'listener' | 'certificate' | 'listenerAdded' | 'listenerToggled' | 'gatewayToggled' }
  >,
): Changed {
  const edit = (title: string, to: (listeners: readonly ListenerPlan[]) => readonly ListenerPlan[]): Changed => {
    const gateways = changeAt(plan.gateways, change.gateway, (gateway) => ({
      ...gateway,
      listeners: to(gateway.listeners),
    }));
    return { plan: { ...plan, gateways }, title };
  };
  switch (change.kind) {
    case 'listener':
      return edit('a listener changes', (all) => changeAt(all, change.listener, () => change.to));
    case 'certificate':
      return edit('the certificate of a listener changes', (all) =>
        changeAt(all, change.listener, (listener) => ({ ...listener, certificate: change.to })),
      );
    case 'listenerAdded':
      return edit('a listener is added', (all) => [...all, change.to]);
    case 'listenerToggled':
      return edit('a listener is removed or added again', (all) => changeAt(all, change.listener, toggle));
    case 'gatewayToggled':
      return {
        plan: { ...plan, gateways: changeAt(plan.gateways, change.gateway, toggle) },
        title: 'a Gateway is deleted or made again',
      };
  }
}

function toggle<T extends Removable>(entry: T): T {
  return { ...entry, deleted: !entry.deleted };
}

function changeAt<T>(list: readonly T[], place: number, change: (entry: T) => T): readonly T[] {
  const wanted = place % Math.max(1, list.length);
  return list.map((entry, index) => (index === wanted ? change(entry) : entry));
}

/** The last one stays: the API takes no empty list of rules. */
function removeAt<T>(list: readonly T[], place: number): readonly T[] {
  return list.length > 1 ? list.filter((_, index) => index !== place % list.length) : list;
}
