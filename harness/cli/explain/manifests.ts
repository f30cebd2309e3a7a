import { stringify } from 'yaml';
import { kinds, newObject } from '../../kinds/index.ts';
import { createExplainEnv } from '../../run/engine/explain-env.ts';
import type { Catalogue } from '../../scenario/catalogue.ts';
import type { ScenarioDefinition } from '../../scenario/define.ts';
import type { ScenarioEnv } from '../../scenario/env.ts';
import type { KubeObject } from '../../scenario/kubernetes.ts';

/** Stand-in names for a scenario that is explained and not run. */
export function createEnv(definition: ScenarioDefinition, { base }: Catalogue): ScenarioEnv {
  return createExplainEnv(definition, base);
}

/** The scenario's namespaces and objects as YAML documents that kubectl takes. */
export async function renderManifests(definition: ScenarioDefinition, catalogue: Catalogue): Promise<string> {
  const env = createEnv(definition, catalogue);
  const resources = (await definition.resources?.(env)) ?? [];
  const objects = [...listNamespaces(definition, env), ...resources];
  return objects.map((object) => `---\n${stringify(object, { lineWidth: 0 })}`).join('');
}

function listNamespaces(definition: ScenarioDefinition, env: ScenarioEnv): KubeObject[] {
  const all = { main: {}, ...definition.namespaces };
  return Object.entries(all).map(([label, { labels }]: [string, { labels?: Readonly<Record<string, string>> }]) =>
    newObject(kinds.Namespace, { name: env.ns(label), ...(labels ? { labels: { ...labels } } : {}) }),
  );
}
