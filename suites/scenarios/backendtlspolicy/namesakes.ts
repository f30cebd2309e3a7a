import { http, remove } from '../../../harness/scenario/define.ts';
import {
  answers,
  arrives,
  attached,
  authorities,
  backendRef,
  backendTlsPolicy,
  exactPath,
  FRONT,
  fromKind,
  frontGateway,
  httpRoute,
  NO_BACKEND,
  ownParent,
  POLICY_ACCEPTED,
  POLICY_FEATURES,
  policySays,
  proves,
  referenceGrant,
  ruleTo,
  scenario,
  strangeName,
  toKind,
} from '../../kit/index.ts';

export default scenario({
  id: 'SpecBackendTLSPolicyNamesakes',
  title: 'A policy holds for the Service of its own namespace, and for none of the same name elsewhere',
  requirements: ['backendtlspolicy.hostname', 'backendtlspolicy.target-namespace'],
  features: [...POLICY_FEATURES, 'ReferenceGrant'],
  since: 'v1.6',
  level: 'spec',
  gateways: [],
  namespaces: { far: {} },
  backends: {
    trusted: { serves: ['https'] },
    plain: { namespace: 'far', namesakeOf: 'trusted' },
    lone: { serves: ['https'] },
    stranger: { namespace: 'far', namesakeOf: 'lone', serves: ['https'] },
    clear: {},
  },
  resources: (env) => {
    const forOther = backendTlsPolicy(env, 'for-other', { backend: 'clear' });
    const [target] = (forOther.spec as { targetRefs: readonly object[] }).targetRefs;
    const strange = backendTlsPolicy(env, 'strange', { backend: 'stranger', hostname: strangeName(env) });
    return [
      frontGateway(env),
      ...['main', 'far'].map((namespace) =>
        authorities(env, 'authorities', env.backendTls.authority, namespace === 'main' ? undefined : namespace),
      ),
      backendTlsPolicy(env, 'trusting', { backend: 'trusted' }),
      backendTlsPolicy(env, 'lone', { backend: 'lone' }),
      // For something that is no Service and has the name of one.
      {
        ...forOther,
        spec: {
          ...(forOther.spec as object),
          targetRefs: [{ ...target, group: 'gwconf.example', kind: 'Widget' }],
        },
      },
      { ...strange, metadata: { ...strange.metadata, namespace: env.ns('far') } },
      httpRoute(env, 'route', {
        parents: [ownParent(env, 'front')],
        rules: [
          ruleTo(env, 'trusted', exactPath('/trusted')),
          ruleTo(env, 'lone', exactPath('/lone')),
          ruleTo(env, 'clear', exactPath('/clear')),
          { matches: [exactPath('/plain')], backendRefs: [backendRef(env, 'plain')] },
          { matches: [exactPath('/stranger')], backendRefs: [backendRef(env, 'stranger')] },
        ],
      }),
      referenceGrant(env, 'grant', {
        namespace: 'far',
        from: [fromKind(env, 'HTTPRoute')],
        to: [toKind('Service')],
      }),
    ];
  },
  steps: [
    ...attached('HTTPRoute/route'),
    ...proves(
      'backendtlspolicy.target-namespace',
      policySays('trusting', POLICY_ACCEPTED),
      policySays('lone', POLICY_ACCEPTED),
      http(
        [
          arrives('a Service with a policy', { path: '/trusted' }, 'trusted'),
          arrives('its namesake, which has none and serves in the clear', { path: '/plain' }, 'plain'),
          arrives('a Service whose namesake has another policy', { path: '/lone' }, 'lone'),
          answers('that namesake, whose policy it does not satisfy', { path: '/stranger' }, NO_BACKEND),
          arrives('a Service whose name a policy for another kind has', { path: '/clear' }, 'clear'),
        ],
        FRONT,
      ),
      remove('a policy goes', 'BackendTLSPolicy/trusting'),
      http(
        [
          arrives('the namesake of a Service that has no policy any more', { path: '/plain' }, 'plain'),
          arrives('a Service whose policy is still there', { path: '/lone' }, 'lone'),
          answers('its namesake', { path: '/stranger' }, NO_BACKEND),
        ],
        FRONT,
      ),
    ),
  ],
});
