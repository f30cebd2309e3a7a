import type { ChosenRequest, Stage } from '../../policy/generate/index.ts';
import { answerHttp, createModel, type Model, type Outcome } from '../../policy/model/index.ts';
import { controllerName } from './place.ts';

/** The objects with other names of namespaces and other ages of routes: an answer that hangs on them is no use. */
export function listModels({ objects }: Stage): readonly Model[] {
  const gatewayClass = {
    apiVersion: 'gateway.networking.k8s.io/v1',
    kind: 'GatewayClass',
    metadata: { name: '{class}' },
    spec: { controllerName },
  };
  const options = {
    controllerName,
    features: new Set(['Gateway', 'HTTPRoute', 'ReferenceGrant']),
    endpoints: 'slices',
  } as const;
  const aged = (sign: number) =>
    objects.map((object, index) => ({
      ...object,
      metadata: {
        ...object.metadata,
        creationTimestamp: `2026-01-01T00:00:${String(30 + sign * index).padStart(2, '0')}Z`,
      },
    }));
  const renamed = (list: readonly object[]) =>
    JSON.parse(JSON.stringify(list).replaceAll('{a}', '{x}').replaceAll('{c}', '{a}').replaceAll('{x}', '{c}'));
  return [aged(0), aged(1), renamed(aged(0))].map((list) => createModel([gatewayClass, ...list], options));
}

/** One outcome whatever is left open; `other` may have its namespaces renamed. */
export function isDecided(chosen: ChosenRequest, other: Model): boolean {
  const [first, ...more] = chosen.answer.alternatives;
  if (more.length > 0 || first.branches.length !== 1) return false;
  const renamed = other.gateways[0]?.gateway.meta.namespace !== chosen.target.namespace;
  const swap = (text: string) => text.replace(/\{(a|c)\}/, (_, name) => (name === 'a' ? '{c}' : '{a}'));
  const target = { ...chosen.target, namespace: renamed ? swap(chosen.target.namespace) : chosen.target.namespace };
  const [again, ...others] = answerAgain(other, target, chosen);
  return others.length === 0 && again === describe(first.branches[0]?.outcome);
}

function answerAgain(model: Model, target: ChosenRequest['target'], { request }: ChosenRequest): readonly string[] {
  return answerHttp(model, target, request).alternatives.map(({ branches }) =>
    branches.map(({ outcome }) => describe(outcome)).join(' or '),
  );
}

function describe(outcome: Outcome | undefined): string {
  if (outcome?.kind !== 'forward') return JSON.stringify(outcome);
  return JSON.stringify([outcome.backend.name, outcome.request]);
}
