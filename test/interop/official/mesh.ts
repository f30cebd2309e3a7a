import { readFileSync } from 'node:fs';
import { parse } from 'yaml';

/** What the reference mesh says of itself. */
const { mesh } = parse(readFileSync(new URL('../../../implementations/reference.yaml', import.meta.url), 'utf8')) as {
  mesh: { namespaceLabels: Record<string, string>; supportedFeatures: string[] };
};

const labels = Object.entries(mesh.namespaceLabels).map(([name, value]) => `${name}=${value}`);

/** The profiles of meshes. */
export const meshProfiles: readonly string[] = ['MESH-HTTP', 'MESH-GRPC'];

/** Flags of the official suite for the reference mesh. */
export const meshFlags: readonly string[] = [
  ...['-namespace-labels', labels.join(',')],
  ...['-supported-features', mesh.supportedFeatures.join(',')],
];
