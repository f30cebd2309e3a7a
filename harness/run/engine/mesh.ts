import type { ImplementationProfile } from '../../install/types.ts';
import type { Catalogue } from '../../scenario/catalogue.ts';
import type { ScenarioDefinition } from '../../scenario/define.ts';
import { UsageError } from '../../scenario/errors.ts';
import type { PodPool } from './base-types.ts';
import type { ReadyRun } from './run-context.ts';
import type { RunInput, RunSelection } from './types.ts';

type Asked = Pick<RunSelection, 'profiles' | 'supportedFeatures'>;
type Implementation = Pick<ImplementationProfile, 'mesh'>;

/** Whether a scenario asks a mesh, and its pods are to be members. */
export function isOfMesh({ features }: Pick<ScenarioDefinition, 'features'>): boolean {
  return features.includes('Mesh');
}

/** What makes the pods of a namespace members of the mesh. */
export function meshLabelsOf({ mesh }: Implementation): Readonly<Record<string, string>> {
  return mesh?.namespaceLabels ?? {};
}

/** Labels of a scenario's namespace. */
export function labelNamespace(
  definition: ScenarioDefinition,
  { labels = {}, inMesh }: NonNullable<ScenarioDefinition['namespaces']>[string],
  implementation: Implementation,
): Readonly<Record<string, string>> {
  if (!isOfMesh(definition) || inMesh === false) return labels;
  return { ...meshLabelsOf(implementation), ...labels };
}

/** The shared pods that a scenario uses. */
export function poolOf({ base }: Pick<ReadyRun, 'base'>, definition: ScenarioDefinition): PodPool {
  return isOfMesh(definition) ? base.mesh : base;
}

/** Throws UsageError where a mesh is asked for and the implementation is none. */
export function refuseNoMesh(
  catalogue: Pick<Catalogue, 'profiles'>,
  { profiles, supportedFeatures }: Asked,
  implementation: Implementation & Pick<ImplementationProfile, 'name' | 'project'>,
): void {
  if (implementation.mesh) return;
  const asked = listMeshProfiles(catalogue, profiles)[0] ?? supportedFeatures.find((name) => name === 'Mesh');
  if (asked === undefined) return;
  throw new UsageError(
    `${asked} asks for a service mesh, and ${implementation.project} is not known to be one: its profile has no field mesh; name the mesh with --mesh`,
  );
}

/** Whether only a mesh is asked for, so that no GatewayClass is needed. */
export function asksMeshAlone(
  catalogue: Pick<Catalogue, 'profiles'>,
  { profiles }: Pick<RunSelection, 'profiles'>,
  { gatewayClass }: Pick<ImplementationProfile, 'gatewayClass'>,
): boolean {
  const all = profiles.length > 0 && listMeshProfiles(catalogue, profiles).length === profiles.length;
  return all || gatewayClass === '';
}

function listMeshProfiles(catalogue: Pick<Catalogue, 'profiles'>, names: readonly string[]): readonly string[] {
  const known = catalogue.profiles.filter(({ coreFeatures }) => coreFeatures.includes('Mesh'));
  return names.filter((name) => known.some((profile) => profile.name === name));
}

/** Why nothing can be sent from inside pods, where that is so. */
export function findAgentLack({ cluster }: Pick<RunInput, 'cluster'>): { agent?: string } {
  const { lacksAgent, echoImage } = cluster.capabilities;
  if (!lacksAgent) return {};
  return {
    agent: `requests are sent from inside the mesh, which ${echoImage} cannot do: name an image that can with --agent-image (gwconf images build makes one), or take --mesh-client exec`,
  };
}

/** Who writes the statuses that a scenario asks; empty where that is not known, and it may be anybody. */
export function controllerOf(
  { controllerName, input }: Pick<ReadyRun, 'controllerName' | 'input'>,
  definition: ScenarioDefinition,
): string {
  return isOfMesh(definition) ? (input.implementation.mesh?.controllerName ?? controllerName) : controllerName;
}
