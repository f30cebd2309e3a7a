import type { Model } from '../model.ts';
import { judgeGateway } from './gateway.ts';
import { judgeListenerSet } from './listener-set.ts';
import { isTrue, type StatusOpinion } from './opinion.ts';
import { judgePolicy } from './policy.ts';
import { judgeRoute } from './route.ts';

/** What every status may say that the controller has to write: classes, Gateways, ListenerSets, routes and policies. */
export function judgeStatuses(model: Model): readonly StatusOpinion[] {
  const { world, options } = model;
  const classes = world.classes
    .filter(({ controllerName, meta }) => controllerName === options.controllerName && !meta.deleting)
    .map(
      ({ meta }): StatusOpinion => ({
        kind: 'GatewayClass',
        name: meta.name,
        namespace: '',
        conditions: [isTrue('Accepted', 'class.accepted')],
      }),
    );
  const gateways = model.gateways.map((view) => judgeGateway(model, view));
  const sets = model.gateways.flatMap((view) => view.sets.map((set) => judgeListenerSet(model, view, set)));
  const routes = world.routes
    .filter(({ meta, kind }) => !meta.deleting && options.features.has(kind))
    .map((route) => judgeRoute(model, route));
  const policies = options.features.has('BackendTLSPolicy')
    ? world.policies.filter(({ meta }) => !meta.deleting).map((policy) => judgePolicy(model, policy))
    : [];
  return [...classes, ...gateways, ...sets, ...routes, ...policies];
}
