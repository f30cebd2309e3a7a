import { access, apply, scenario } from '../../../harness/scenario/define.ts';
import type { ScenarioEnv } from '../../../harness/scenario/env.ts';
import type { KubeObject } from '../../../harness/scenario/kubernetes.ts';
import type { AccessStep, AccessVerb } from '../../../harness/scenario/steps.ts';
import type { PolicyRequirementId } from '../requirements.ts';
import { makeRole, type Persona, personas } from '../roles.ts';
import { makeClusterObjects, makeObjects, namespaceObject } from './persona-objects.ts';

const RBAC = 'rbac.authorization.k8s.io';

const userOf = (env: ScenarioEnv, name: string): string => `gwconf:${env.namespace}:${name}`;

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

const READ: readonly AccessVerb[] = ['get', 'list', 'watch'];
const CHANGE: readonly AccessVerb[] = ['update', 'patch'];
const WRITE: readonly AccessVerb[] = ['create', ...CHANGE, 'delete', 'deletecollection'];

type Place = 'own' | 'other' | 'cluster';
type May = Readonly<Partial<Record<Place, Readonly<Record<string, readonly AccessVerb[]>>>>>;

const give = (kinds: readonly string[], verbs: readonly AccessVerb[]) =>
  Object.fromEntries(kinds.map((kind) => [kind, verbs]));
const operated = ['Gateway', 'ListenerSet'];
const developed = ['HTTPRoute', 'GRPCRoute', 'TLSRoute', 'TCPRoute', 'UDPRoute', 'ReferenceGrant', 'BackendTLSPolicy'];
const all = [...READ, 'list all' as const, ...WRITE];
const everywhere = give([...operated, ...developed], all);
const inServices = { Service: [...READ, 'list all' as const] };
const everyNamespace = { ...everywhere, ...inServices };

/** What each may do, and by that what not. */
const may: Readonly<Record<Persona, May>> = {
  'infrastructure-provider': {
    own: everywhere,
    other: everywhere,
    cluster: { GatewayClass: [...READ, ...WRITE] },
  },
  'cluster-operator': {
    own: everyNamespace,
    other: everyNamespace,
    cluster: { GatewayClass: READ, Namespace: [...READ, ...CHANGE] },
  },
  'application-developer': {
    own: { ...give(developed, [...READ, ...WRITE]), ...give([...operated, 'Service'], READ) },
  },
};

const proves: Readonly<Record<Persona, PolicyRequirementId>> = {
  'infrastructure-provider': 'policy.personas.infrastructure',
  'cluster-operator': 'policy.personas.operator',
  'application-developer': 'policy.personas.developer',
};

/** A status is the controller's to write. */
const STATUSLESS = ['ReferenceGrant', 'Secret', 'ClusterRole'];

function listVerbs(kind: string, place: Place): readonly AccessVerb[] {
  // A Namespace cannot be deleted with others; a dry run of a Service's or a Namespace's creation says as much as any.
  const writes = kind === 'Namespace' ? WRITE.filter((verb) => verb !== 'deletecollection') : WRITE;
  return [
    ...READ,
    ...(place === 'cluster' ? [] : (['list all'] as const)),
    ...writes,
    ...(STATUSLESS.includes(kind) ? [] : (['patch status'] as const)),
    ...(kind === 'ClusterRole' ? (['bind', 'escalate'] as const) : []),
  ];
}

const WHERE = { own: ' in the own namespace', other: ' in another namespace', cluster: '' };

function listAttempts(env: ScenarioEnv, persona: Persona): AccessStep[] {
  const places: Readonly<Record<Place, readonly KubeObject[]>> = {
    own: makeObjects(env, env.namespace),
    other: makeObjects(env, env.ns('other')),
    cluster: [...makeClusterObjects(env), namespaceObject(env.ns('other'))],
  };
  return (['own', 'other', 'cluster'] as const).flatMap((place) =>
    places[place].map((object) => {
      const allowed = may[persona][place]?.[object.kind] ?? [];
      const mayNot = listVerbs(object.kind, place).filter((verb) => !allowed.includes(verb));
      const words = allowed.some((verb) => WRITE.includes(verb))
        ? 'writes'
        : allowed.length > 0
          ? 'reads'
          : 'may not touch';
      return access({
        ...{ name: `${persona} ${words} a ${object.kind}${WHERE[place]}`, object, may: allowed, mayNot },
        ...{ as: userOf(env, persona), nobody: userOf(env, 'nobody'), requirements: [proves[persona]] },
      });
    }),
  );
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
  steps: (env) => [
    apply('objects of every kind are there', [
      ...makeClusterObjects(env),
      ...makeObjects(env, env.namespace),
      ...makeObjects(env, env.ns('other')),
    ]),
    ...personas.flatMap((persona) => listAttempts(env, persona)),
  ],
});
