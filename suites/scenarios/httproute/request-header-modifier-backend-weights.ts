import { distribution, http } from '../../../harness/scenario/define.ts';
import { attached, backendRef, beyond, httpRoute, requestHeaderFilter, scenario } from '../../kit/index.ts';

const BACKENDS = ['v1', 'v2'] as const;

export default scenario({
  id: 'HTTPRouteRequestHeaderModifierBackendWeights',
  title: 'Of several backends each gets its requests with the header changes of its own filters',
  requirements: ['httproute.filters.backend', 'route.backendref.weight'],
  features: ['Gateway', 'HTTPRoute', 'HTTPRouteBackendRequestHeaderModification'],
  since: 'v1.2',
  backends: { v1: {}, v2: {} },
  resources: (env) => [
    httpRoute(env, 'sharing', {
      rules: [
        {
          backendRefs: BACKENDS.map((label) =>
            backendRef(env, label, {
              weight: 10,
              filters: [requestHeaderFilter({ set: [{ name: 'X-Backend', value: label }] })],
            }),
          ),
        },
      ],
    }),
  ],
  steps: [
    ...attached('HTTPRoute/sharing'),
    http([
      {
        name: 'the header of the backend that answers',
        send: { path: '/one' },
        expect: { oneOf: BACKENDS, saw: sawOwn('X-Backend') },
        requirements: ['httproute.filters.backend'],
      },
      {
        name: 'in the place of the one that was sent',
        send: { path: '/other', headers: { 'x-backend': 'sent' } },
        expect: { oneOf: BACKENDS, saw: sawOwn('x-backend') },
        requirements: ['httproute.filters.backend'],
      },
    ]),
    ...beyond({
      ...distribution({ name: 'equal weights', send: {}, weights: { v1: 10, v2: 10 }, tolerance: 0.1 }),
      requirements: ['route.backendref.weight'],
    }),
  ],
});

function sawOwn(name: string) {
  return Object.fromEntries(BACKENDS.map((label) => [label, { headers: { [name]: label } }]));
}
