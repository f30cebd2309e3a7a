import { admission, scenario } from '../../../harness/scenario/define.ts';
import type { ScenarioEnv } from '../../../harness/scenario/env.ts';
import type { KubeObject } from '../../../harness/scenario/kubernetes.ts';
import type { AdmissionStep } from '../../../harness/scenario/steps.ts';
import { exampleKinds } from '../examples/index.ts';
import type { PolicyRequirementId } from '../requirements.ts';
import { makeRole, type Persona, personas } from '../roles.ts';

const RBAC = 'rbac.authorization.k8s.io';

const userOf = (env: ScenarioEnv, persona: Persona): string => `gwconf:${env.namespace}:${persona}`;

/** Roles and what binds them to users that only this run knows: the developer's in the main namespace alone. */
function bind(env: ScenarioEnv): KubeObject[] {
  return personas.flatMap((persona) => {
    const name = env.name(persona);
    const isLocal = persona === 'application-developer';
    return [
      makeRole(persona, name),
      {
        apiVersion: `${RBAC}/v1`,
        kind: isLocal ? 'RoleBinding' : 'ClusterRoleBinding',
        metadata: isLocal ? { name, namespace: env.namespace } : { name },
        roleRef: { apiGroup: RBAC, kind: 'ClusterRole', name },
        subjects: [{ apiGroup: RBAC, kind: 'User', name: userOf(env, persona) }],
      },
    ];
  });
}

const others: Readonly<Record<string, (namespace: string) => KubeObject>> = {
  Secret: (namespace) => ({
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: { name: 'tried', namespace },
    stringData: { a: 'b' },
  }),
  ClusterRole: () => ({ apiVersion: `${RBAC}/v1`, kind: 'ClusterRole', metadata: { name: 'gwconf-tried' }, rules: [] }),
  Namespace: (namespace) => ({
    apiVersion: 'v1',
    kind: 'Namespace',
    metadata: { name: namespace, labels: { tried: 'yes' } },
  }),
};

function objectOf(kind: string, namespace: string): KubeObject {
  const other = others[kind];
  if (other) return other(namespace);
  const examples = exampleKinds.find((one) => one.kind === kind);
  const metadata = examples?.isOfCluster ? { name: 'gwconf-tried' } : { name: 'tried', namespace };
  return { apiVersion: 'gateway.networking.k8s.io/v1', kind, metadata, spec: examples?.specs[0] };
}

const routes = ['HTTPRoute', 'GRPCRoute', 'TLSRoute', 'TCPRoute', 'UDPRoute'];
const ofOperator = ['Gateway', 'ListenerSet'];
const shared = ['ReferenceGrant', 'BackendTLSPolicy'];

/** Kinds that each may write: in its own namespace, and in another one. */
const may: Readonly<Record<Persona, { main: readonly string[]; other: readonly string[] }>> = {
  'infrastructure-provider': { main: ['GatewayClass'], other: [] },
  'cluster-operator': { main: [...ofOperator, ...shared, 'Namespace'], other: [...ofOperator, ...shared, 'Namespace'] },
  'application-developer': { main: [...routes, ...shared], other: [] },
};

const proves: Readonly<Record<Persona, PolicyRequirementId>> = {
  'infrastructure-provider': 'policy.personas.infrastructure',
  'cluster-operator': 'policy.personas.operator',
  'application-developer': 'policy.personas.developer',
};

const tried = ['GatewayClass', ...ofOperator, ...routes, ...shared, ...Object.keys(others)];

function listAttempts(env: ScenarioEnv, persona: Persona): AdmissionStep[] {
  return (['main', 'other'] as const).flatMap((place) => {
    const namespace = env.ns(place);
    const isOfCluster = (kind: string) => kind === 'GatewayClass' || kind === 'ClusterRole';
    return tried
      .filter((kind) => place === 'main' || !isOfCluster(kind))
      .map((kind): AdmissionStep => {
        const isAllowed = may[persona][place].includes(kind);
        const where = isOfCluster(kind) ? '' : place === 'main' ? ' in the own namespace' : ' in another namespace';
        const name = `${persona} ${isAllowed ? 'writes' : 'may not write'} a ${kind}${where}`;
        const expected = isAllowed ? 'accepted' : 'forbidden';
        const step = admission(name, [objectOf(kind, namespace)], expected, userOf(env, persona));
        return { ...step, requirements: [proves[persona]] };
      });
  });
}

export const personaScenario = scenario({
  id: 'AdmissionPersonas',
  title: 'Each persona may do what the specification gives it, by the roles that gwconf roles prints, and nothing else',
  requirements: ['policy.personas.infrastructure', 'policy.personas.operator', 'policy.personas.developer'],
  features: ['Policy'],
  since: 'v1.7',
  level: 'spec',
  namespaces: { other: {} },
  backends: {},
  gateways: [],
  resources: bind,
  steps: (env) => personas.flatMap((persona) => listAttempts(env, persona)),
});
