import { http } from '../../../harness/scenario/define.ts';
import { answers, arrives, attached, exactPath, httpRoute, ruleTo, scenario } from '../../kit/index.ts';

export default scenario({
  id: 'HTTPRouteNoBackendRefs',
  title: 'A rule without backends answers 500, and the others are not affected',
  requirements: ['httproute.backends.all-invalid-500', 'route.status.resolved-refs', 'route.status.accepted'],
  features: ['Gateway', 'HTTPRoute'],
  since: 'v1.4',
  backends: { v1: {} },
  resources: (env) => [
    httpRoute(env, 'without-backends', {
      rules: [
        { matches: [exactPath('/left-out')] },
        { matches: [exactPath('/empty')], backendRefs: [] },
        ruleTo(env, 'v1'),
      ],
    }),
  ],
  steps: [
    ...attached('HTTPRoute/without-backends'),
    http([
      arrives('a rule with a backend', { path: '/present' }, 'v1'),
      answers('no list of backends', { path: '/left-out' }, 500),
      answers('an empty list of backends', { path: '/empty' }, 500),
    ]),
  ],
});
