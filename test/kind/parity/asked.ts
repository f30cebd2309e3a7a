import type { ImplementationProfile } from '../../../harness/install/types.ts';
import { features } from '../../../suites/features/index.ts';
import { isIn } from '../../../suites/features/row.ts';
import { coreFeatures } from '../../interop/official/core.ts';
import type { Options } from './options.ts';

/** What both suites are asked for. */
export interface Asked {
  profiles: readonly string[];
  /** Missing: those that the GatewayClass publishes. */
  features?: readonly string[];
  /** Where a mesh is asked. */
  mesh?: { name: string; namespaceLabels: Readonly<Record<string, string>> };
}

type Claims = Pick<ImplementationProfile, 'name' | 'supportedFeatures' | 'mesh'>;

/** The core features of GATEWAY-HTTP where no profile is named, else what is claimed. Throws where a mesh is asked for, and it is none. */
export function listAsked({ profiles, release }: Pick<Options, 'profiles' | 'release'>, implementation: Claims): Asked {
  if (profiles.length === 0) return { profiles: ['GATEWAY-HTTP'], features: coreFeatures };
  const ofMesh = profiles.filter((name) => name.startsWith('MESH-'));
  if (ofMesh.length === 0) {
    const { supportedFeatures: claimed } = implementation;
    return { profiles, ...(Array.isArray(claimed) ? { features: claimed.filter((name) => isOf(release, name)) } : {}) };
  }
  const { mesh, name } = implementation;
  if (!mesh) throw new Error(`${name} is no mesh, and --profiles asks for ${ofMesh[0]}`);
  if (ofMesh.length < profiles.length)
    throw new Error('--profiles asks for a mesh and for Gateways; compare them one by one');
  const { namespaceLabels, supportedFeatures } = mesh;
  return {
    profiles,
    features: supportedFeatures.filter((feature) => isOf(release, feature)),
    mesh: { name: mesh.name, namespaceLabels },
  };
}

/** Neither suite takes a name that its release does not know. */
function isOf(release: Options['release'], name: string): boolean {
  const feature = features.find((one) => one.name === name);
  return feature !== undefined && isIn(release, feature);
}
