import { custom, http } from '../../../harness/scenario/define.ts';
import {
  arrives,
  attached,
  backendRef,
  echoPod,
  entriesOf,
  fieldsOf,
  httpRoute,
  pathPrefix,
  scenario,
} from '../../kit/index.ts';

export default scenario({
  id: 'HTTPRouteRetryConnectionError',
  title: 'Where a pod of the backend refuses connections, another try is made until one is taken',
  requirements: ['httproute.retry.connection-error'],
  features: ['Gateway', 'HTTPRoute', 'HTTPRouteRetryConnectionError'],
  since: 'v1.7',
  backends: { half: { own: true } },
  resources: (env) => [
    // Selected like the pod that serves; nothing listens at the port of the Service.
    ...echoPod({
      name: env.name('refusing'),
      namespace: env.namespace,
      image: env.echoImage,
      app: env.backend('half').name,
      serves: new Set(['tcp']),
    }),
    httpRoute(env, 'retrying', {
      rules: [
        {
          matches: [pathPrefix('/half')],
          // So many that hardly any request misses the pod that serves.
          retry: { attempts: 100 },
          backendRefs: [backendRef(env, 'half')],
        },
      ],
    }),
  ],
  steps: [
    ...attached('HTTPRoute/retrying'),
    custom({
      name: 'the pod that refuses connections is ready',
      reason: 'it gets requests from then on',
      run: (context) =>
        context.expectObject('Pod/refusing', ({ status }) => {
          const ready = entriesOf(fieldsOf(status).conditions).find(({ type }) => type === 'Ready');
          const observed = String(ready?.status ?? 'no such condition');
          return observed === 'True' ? [] : [{ path: 'status.conditions[Ready]', expected: 'True', observed }];
        }),
    }),
    http([
      arrives('one of two pods refuses connections', { path: '/half' }, 'half'),
      arrives('one of two pods refuses connections, again', { path: '/half/again' }, 'half'),
    ]),
  ],
});
