import type { FieldMismatch } from '../../../harness/scenario/custom.ts';
import { custom, patch } from '../../../harness/scenario/define.ts';
import type { ScenarioEnv } from '../../../harness/scenario/env.ts';
import type { KubeObject } from '../../../harness/scenario/kubernetes.ts';
import {
  attached,
  authorities,
  backendTlsPolicy,
  changeStatus,
  compareForeign,
  entriesOf,
  type Fields,
  FOREIGN_CONDITION,
  FOREIGN_CONTROLLER,
  fieldsOf,
  frontGateway,
  GATEWAY_GROUP,
  httpRoute,
  ownParent,
  POLICY_ACCEPTED,
  POLICY_FEATURES,
  policySays,
  ruleTo,
  scenario,
  strangeName,
} from '../../kit/index.ts';

/** What the other controller says of its own Gateway. */
function foreignEntry(env: ScenarioEnv): Fields {
  return {
    ancestorRef: { group: GATEWAY_GROUP, kind: 'Gateway', namespace: env.namespace, name: env.name('of-another') },
    controllerName: FOREIGN_CONTROLLER,
    conditions: [{ ...FOREIGN_CONDITION, type: 'Accepted', reason: 'Accepted' }],
  };
}

function findLosses(env: ScenarioEnv, policy: KubeObject): FieldMismatch[] {
  const entries = entriesOf(fieldsOf(policy.status).ancestors);
  const found = entries.find(({ controllerName }) => controllerName === FOREIGN_CONTROLLER);
  return compareForeign(`status.ancestors[${FOREIGN_CONTROLLER}]`, foreignEntry(env), found);
}

export default scenario({
  id: 'BackendTLSPolicyPreserveForeignStatus',
  title: 'The entry of another controller in the status of a policy stays as it is',
  requirements: ['backendtlspolicy.keeps-foreign-ancestors', 'backendtlspolicy.observed-generation'],
  features: POLICY_FEATURES,
  since: 'v1.7',
  provisional: true,
  gateways: [],
  backends: { secure: { serves: ['https'] } },
  resources: (env) => [
    frontGateway(env),
    authorities(env, 'authorities', env.backendTls.authority),
    backendTlsPolicy(env, 'claimed-twice', { backend: 'secure', sectionName: 'https' }),
    httpRoute(env, 'route', { parents: [ownParent(env, 'front')], rules: [ruleTo(env, 'secure')] }),
  ],
  steps: (env) => [
    ...attached('HTTPRoute/route'),
    policySays('claimed-twice', POLICY_ACCEPTED),
    custom({
      name: 'another controller adds its entry',
      reason: 'an entry is added to the newest status, which only code can read first',
      run: (context) =>
        changeStatus(context, 'BackendTLSPolicy/claimed-twice', (state) => ({
          ...state,
          ancestors: [...entriesOf(state.ancestors), foreignEntry(env)],
        })),
    }),
    patch('the hostname of the policy changes', 'BackendTLSPolicy/claimed-twice', {
      spec: { validation: { hostname: strangeName(env) } },
    }),
    policySays('claimed-twice', POLICY_ACCEPTED),
    custom({
      name: 'the foreign entry is still there',
      reason: 'the whole entry is compared, with its times and generations, and for a while',
      run: (context) =>
        context.expectObjectStays('BackendTLSPolicy/claimed-twice', (policy) => findLosses(env, policy)),
    }),
  ],
});
