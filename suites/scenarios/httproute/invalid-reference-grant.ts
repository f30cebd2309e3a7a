import { http, status } from '../../../harness/scenario/define.ts';
import { answers, httpRoute, nearMissGrants, proves, ruleTo, scenario, unresolved } from '../../kit/index.ts';

export default scenario({
  id: 'HTTPRouteInvalidReferenceGrant',
  title: 'Grants that each miss a backend reference by one field do not allow it',
  requirements: [
    'referencegrant.required',
    'referencegrant.from',
    'referencegrant.to',
    'httproute.backends.ref-not-permitted',
    'httproute.backends.all-invalid-500',
  ],
  features: ['Gateway', 'HTTPRoute', 'ReferenceGrant'],
  since: 'v1.0',
  namespaces: { target: {}, elsewhere: {} },
  backends: { far: { namespace: 'target' } },
  resources: (env) => [
    ...nearMissGrants(env, {
      from: 'HTTPRoute',
      to: 'Service',
      name: env.backend('far').name,
      target: 'target',
      elsewhere: 'elsewhere',
    }),
    httpRoute(env, 'not-trusted', { rules: [ruleTo(env, 'far')] }),
  ],
  steps: [
    ...proves(
      ['referencegrant.required', 'referencegrant.from', 'referencegrant.to', 'httproute.backends.ref-not-permitted'],
      status('HTTPRoute/not-trusted', { conditions: unresolved('RefNotPermitted') }),
    ),
    http([
      ...proves(
        ['referencegrant.required', 'referencegrant.from', 'referencegrant.to', 'httproute.backends.all-invalid-500'],
        answers('the backend in the other namespace', {}, 500),
      ),
    ]),
  ],
});
