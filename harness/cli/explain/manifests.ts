import { writeYamlDocuments } from '../../common/write-yaml.ts';
import { kinds, newObject, stageRank } from '../../kinds/index.ts';
import { createAuthority } from '../../run/certificates/index.ts';
import { createExplainEnv, type ExplainPlace, listExplainedBase } from '../../run/engine/index.ts';
import type { Catalogue } from '../../scenario/catalogue.ts';
import type { ScenarioDefinition } from '../../scenario/define.ts';
import type { ScenarioEnv } from '../../scenario/env.ts';
import type { KubeObject } from '../../scenario/kubernetes.ts';

/** What manifests are made with. */
export interface ManifestOptions extends Omit<ExplainPlace, 'authority'> {
  /** Also the shared Gateways and the backends, which a run makes for all scenarios. */
  withBase?: boolean;
}

/** How long a certificate of manifests that somebody keeps is good. */
const LIFETIME_MS = 365 * 24 * 3_600_000;

/** Stand-in names for a scenario that is explained and not run. */
export function createEnv(definition: ScenarioDefinition, { base }: Catalogue): ScenarioEnv {
  return createExplainEnv(definition, base);
}

/** The scenario's namespaces and objects as YAML documents to look at, with text in the place of certificates. */
export async function renderManifests(definition: ScenarioDefinition, catalogue: Catalogue): Promise<string> {
  return writeYamlDocuments(await listObjects(definition, createEnv(definition, catalogue)));
}

/** The same for `kubectl apply -f -`: in the order in which they must be made, with real certificates. */
export async function renderForKubectl(
  definition: ScenarioDefinition,
  { base }: Catalogue,
  { withBase, ...place }: ManifestOptions,
): Promise<string> {
  const authority = await createAuthority({ lifetimeMs: LIFETIME_MS });
  const env = createExplainEnv(definition, base, '', { ...place, authority });
  const shared = withBase ? await listExplainedBase(definition, base, env) : [];
  const objects = [...shared, ...(await listObjects(definition, env))];
  return writeYamlDocuments(objects.toSorted((left, right) => stageRank(left) - stageRank(right)));
}

async function listObjects(definition: ScenarioDefinition, env: ScenarioEnv): Promise<readonly KubeObject[]> {
  return [...listNamespaces(definition, env), ...((await definition.resources?.(env)) ?? [])];
}

function listNamespaces(definition: ScenarioDefinition, env: ScenarioEnv): KubeObject[] {
  const all = { main: {}, ...definition.namespaces };
  return Object.entries(all).map(([label, { labels }]: [string, { labels?: Readonly<Record<string, string>> }]) =>
    newObject(kinds.Namespace, { name: env.ns(label), ...(labels ? { labels: { ...labels } } : {}) }),
  );
}
