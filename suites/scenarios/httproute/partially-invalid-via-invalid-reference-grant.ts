import { distribution, http, status } from '../../../harness/scenario/define.ts';
import {
  answers,
  arrives,
  backendRef,
  exactPath,
  fromKind,
  httpRoute,
  pathPrefix,
  proves,
  referenceGrant,
  ruleTo,
  scenario,
  toBackend,
  unresolved,
} from '../../kit/index.ts';

export default scenario({
  id: 'HTTPRoutePartiallyInvalidViaInvalidReferenceGrant',
  title: 'Where a grant covers one backend and not another, only what would go to the other answers 500',
  requirements: [
    'referencegrant.required',
    'referencegrant.to',
    'httproute.backends.ref-not-permitted',
    'httproute.backends.all-invalid-500',
    'httproute.backends.invalid-share-500',
    'route.backendref.weight',
  ],
  features: ['Gateway', 'HTTPRoute', 'ReferenceGrant'],
  since: 'v1.0',
  namespaces: { target: {} },
  backends: { granted: { namespace: 'target' }, 'not-granted': { namespace: 'target' } },
  resources: (env) => [
    referenceGrant(env, 'for-one-service', {
      namespace: 'target',
      from: [fromKind(env, 'HTTPRoute')],
      to: [toBackend(env, 'granted')],
    }),
    httpRoute(env, 'partly-granted', {
      rules: [
        ruleTo(env, 'not-granted', pathPrefix('/closed')),
        ruleTo(env, 'granted'),
        {
          matches: [exactPath('/half')],
          backendRefs: [backendRef(env, 'granted', { weight: 1 }), backendRef(env, 'not-granted', { weight: 1 })],
        },
      ],
    }),
  ],
  steps: [
    ...proves(
      'httproute.backends.ref-not-permitted',
      status('HTTPRoute/partly-granted', { conditions: unresolved('RefNotPermitted') }),
    ),
    http([
      ...proves(
        ['referencegrant.required', 'referencegrant.to', 'httproute.backends.all-invalid-500'],
        answers('the backend that is not granted', { path: '/closed/door' }, 500),
      ),
      ...proves('referencegrant.to', arrives('the backend that is granted', { path: '/' }, 'granted')),
    ]),
    distribution({
      name: 'the invalid half of the requests answers 500',
      requirements: ['httproute.backends.invalid-share-500', 'route.backendref.weight'],
      send: { path: '/half' },
      weights: { granted: 1 },
      answers: { 500: 1 },
      tolerance: 0.1,
    }),
  ],
});
