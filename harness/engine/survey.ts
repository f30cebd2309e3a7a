import { isRecord } from '../kube/guards.ts';
import type { ScenarioDefinition } from '../scenario/define.ts';
import type { ScenarioEnv } from '../scenario/env.ts';
import type { KubeObject } from '../scenario/kubernetes.ts';
import { listSteps } from '../steps/index.ts';
import { createExplainEnv } from './explain-env.ts';

/** What scheduling needs to know of a scenario before it runs. */
export interface Survey {
  /** Gateways that it makes. */
  gateways: number;
  /** A route of it catches every hostname of the shared Gateway, where other scenarios' routes are too. */
  catchesShared: boolean;
}

/** Looks through the objects of a scenario without a cluster. */
export async function surveyScenario(definition: ScenarioDefinition): Promise<Survey> {
  const env = createExplainEnv(definition);
  const resources = (await definition.resources?.(env)) ?? [];
  const applied = listSteps(definition, env).flatMap((step) => (step.kind === 'apply' ? step.objects : []));
  const objects = [...resources, ...applied];
  const gateways = new Set(objects.filter(({ kind }) => kind === 'Gateway').map(({ metadata }) => metadata.name));
  return { gateways: gateways.size, catchesShared: objects.some((object) => catchesShared(object, env)) };
}

function catchesShared({ kind, spec }: KubeObject, { gateway }: ScenarioEnv): boolean {
  if (!kind.endsWith('Route') || !isRecord(spec)) return false;
  const hostnames = Array.isArray(spec.hostnames) ? spec.hostnames : [];
  const parents = Array.isArray(spec.parentRefs) ? spec.parentRefs.filter(isRecord) : [];
  return (
    hostnames.length === 0 &&
    parents.some(({ name, namespace }) => name === gateway.name && namespace === gateway.namespace)
  );
}
