import { http, patch, status } from '../../../harness/scenario/define.ts';
import { arrives, attached, httpRoute, ruleTo, scenario, unresolved } from '../../kit/index.ts';

export default scenario({
  id: 'HTTPRouteObservedGenerationBump',
  title: 'The conditions of a route follow its generation, and its traffic the new specification',
  requirements: ['route.status.observed-generation', 'route.status.accepted', 'route.status.resolved-refs'],
  features: ['Gateway', 'HTTPRoute'],
  since: 'v1.0',
  backends: { v1: {}, v2: {} },
  resources: (env) => [
    httpRoute(env, 'changing', { rules: [ruleTo(env, 'v1')] }),
    httpRoute(env, 'breaking', { hostnames: [env.host('breaking')], rules: [ruleTo(env, 'v1')] }),
  ],
  steps: (env) => [
    ...attached('HTTPRoute/changing', 'HTTPRoute/breaking'),
    http([arrives('the first backend', {}, 'v1')]),

    patch('another backend takes its place', 'HTTPRoute/changing', { spec: { rules: [ruleTo(env, 'v2')] } }),
    // Two changes in quick succession: the conditions may leave a generation out, but not the last one.
    patch('another route changes, too', 'HTTPRoute/breaking', { spec: { rules: [ruleTo(env, 'v2')] } }),
    patch('and gets a backend that does not exist', 'HTTPRoute/breaking', {
      spec: { rules: [{ backendRefs: [{ name: env.name('no-such-service'), port: 8080 }] }] },
    }),
    ...attached('HTTPRoute/changing'),
    status('HTTPRoute/breaking', { conditions: unresolved('BackendNotFound') }),
    http([arrives('the second backend', {}, 'v2')]),
  ],
});
