export { readManifests } from './read.ts';
export { decodeText } from './text.ts';
export type { Manifest, ManifestFault, Position, ReadManifests, RepeatedField } from './types.ts';
