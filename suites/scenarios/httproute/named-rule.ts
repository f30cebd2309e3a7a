import { http } from '../../../harness/scenario/define.ts';
import { arrives, attached, backendRef, httpRoute, pathPrefix, ruleTo, scenario } from '../../kit/index.ts';

export default scenario({
  id: 'HTTPRouteNamedRule',
  title: 'A rule with a name serves as one without',
  requirements: ['httproute.rules.name'],
  features: ['Gateway', 'HTTPRoute', 'HTTPRouteNamedRouteRule'],
  since: 'v1.4',
  backends: { v1: {}, v2: {} },
  resources: (env) => [
    httpRoute(env, 'named', {
      rules: [
        { name: 'with-a-name', matches: [pathPrefix('/named')], backendRefs: [backendRef(env, 'v1')] },
        ruleTo(env, 'v2', pathPrefix('/unnamed')),
      ],
    }),
  ],
  steps: [
    ...attached('HTTPRoute/named'),
    http([
      arrives('the rule with a name', { path: '/named' }, 'v1'),
      arrives('the rule without', { path: '/unnamed' }, 'v2'),
    ]),
  ],
});
