import { isRecord } from '../../common/guards.ts';
import { isKind, isRoute, kinds, listReferences } from '../../kinds/index.ts';
import { keyFor, storageName } from '../../kube/key.ts';
import type { ScenarioDefinition } from '../../scenario/define.ts';
import type { ScenarioEnv } from '../../scenario/env.ts';
import type { KubeObject } from '../../scenario/kubernetes.ts';
import type { Step } from '../../scenario/steps.ts';
import { groupSteps, kindOf, listSteps } from '../../steps/index.ts';
import { createExplainEnv, type ExplainBase } from './explain-env.ts';

/** What scheduling needs to know of a scenario before it runs. */
export interface Survey {
  /** Gateways that it makes. */
  gateways: number;
  /** One of them must serve, for which an implementation may have to start a proxy and get an address. */
  serves: boolean;
  /** Its Gateways are judged by their status alone. */
  idle: boolean;
  /** It changes what is served, and asks for that again. */
  revises: boolean;
  /** About how long it takes, in settle windows: what takes longest is started first. */
  cost: number;
  /** A route of it catches every hostname of the shared Gateway, where other scenarios' routes are too. */
  catchesShared: boolean;
}

/** Looks through the objects of a scenario without a cluster. One whose objects cannot be made shows that when it runs. */
export async function surveyScenario(definition: ScenarioDefinition, base: ExplainBase): Promise<Survey> {
  return findFacts(definition, base).catch(() => ({
    gateways: 0,
    serves: false,
    idle: false,
    revises: false,
    cost: 0,
    catchesShared: false,
  }));
}

async function findFacts(definition: ScenarioDefinition, base: ExplainBase): Promise<Survey> {
  const env = createExplainEnv(definition, base);
  const resources = (await definition.resources?.(env)) ?? [];
  const steps = listSteps(definition, env);
  const applied = steps.flatMap((step) => kindOf(step).objects(step));
  const objects = [...resources, ...applied];
  const gateways = new Set(
    objects.filter((object) => isKind(object, kinds.Gateway)).map(({ metadata }) => metadata.name),
  );
  const serves = gateways.size > 0 && steps.some((step) => kindOf(step).needsOwnGateway(step));
  const idle = gateways.size > 0 && !serves;
  const change = steps.findIndex((step) => kindOf(step).changes);
  return {
    gateways: gateways.size,
    serves,
    idle,
    revises: change >= 0 && steps.slice(change).some((step) => kindOf(step).group === 'traffic'),
    cost: countWindows(groupSteps(steps)),
    catchesShared: objects.some((object) => catchesShared(object, env)),
  };
}

/** About how long steps take that are run group by group, in settle windows. */
export function countWindows(groups: readonly { steps: readonly Step[] }[]): number {
  return groups.reduce((sum, { steps }) => sum + Math.max(...steps.map((step) => kindOf(step).cost)), 0);
}

function catchesShared(object: KubeObject, { gateway }: ScenarioEnv): boolean {
  if (!isRoute(object) || !isRecord(object.spec)) return false;
  const { hostnames } = object.spec;
  if (Array.isArray(hostnames) && hostnames.length > 0) return false;
  const shared = storageName(keyFor(kinds.Gateway, gateway.name, gateway.namespace));
  return listReferences(object).some(({ to }) => storageName(to) === shared);
}
