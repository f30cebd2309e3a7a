import { http, status } from '../../../harness/scenario/define.ts';
import {
  answers,
  gateway,
  httpListener,
  httpRoute,
  ownParent,
  pathPrefix,
  proves,
  rejected,
  ruleTo,
  scenario,
} from '../../kit/index.ts';

export default scenario({
  id: 'HTTPRouteInvalidParentRefNotMatchingSectionName',
  title: 'A route that names a listener which its Gateway lacks is not attached',
  requirements: [
    'route.parentref.section-name',
    'route.parentref.partial-attachment',
    'route.status.accepted',
    'listener.status.attached-routes',
    'httproute.no-rule-404',
  ],
  features: ['Gateway', 'HTTPRoute'],
  since: 'v1.0',
  backends: { v1: {} },
  resources: (env) => [
    gateway(env, 'one-listener', { listeners: [httpListener('front')] }),
    httpRoute(env, 'by-name', {
      parents: [ownParent(env, 'one-listener', { sectionName: 'back' })],
      rules: [ruleTo(env, 'v1', pathPrefix('/by-name'))],
    }),
    httpRoute(env, 'by-name-and-port', {
      parents: [ownParent(env, 'one-listener', { namespace: env.namespace, sectionName: 'back', port: 80 })],
      rules: [ruleTo(env, 'v1', pathPrefix('/by-name-and-port'))],
    }),
  ],
  steps: [
    ...proves(
      ['route.parentref.section-name', 'route.parentref.partial-attachment', 'route.status.accepted'],
      status('HTTPRoute/by-name', { conditions: rejected('NoMatchingParent') }),
      status('HTTPRoute/by-name-and-port', { conditions: rejected('NoMatchingParent') }),
    ),
    ...proves(
      'listener.status.attached-routes',
      status('Gateway/one-listener', { listeners: { front: { attachedRoutes: 0 } } }),
    ),
    http(
      [
        ...proves(
          ['route.parentref.section-name', 'httproute.no-rule-404'],
          answers('the route with the wrong name', { path: '/by-name' }, 404),
          answers('the one with the right port beside', { path: '/by-name-and-port' }, 404),
        ),
      ],
      { gateway: 'Gateway/one-listener' },
    ),
  ],
});
