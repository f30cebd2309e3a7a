import type { Model } from '../model.ts';
import { judgeGateway } from './gateway.ts';
import { isTrue, type StatusOpinion } from './opinion.ts';
import { judgeRoute } from './route.ts';

/** What every status may say that the controller has to write: classes, Gateways and routes, in the order of the world. */
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
  const routes = world.routes.filter(({ meta }) => !meta.deleting).map((route) => judgeRoute(model, route));
  return [...classes, ...gateways, ...routes];
}
