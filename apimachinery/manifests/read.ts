import { type Composed, ComposeFault, composeYaml } from './compose.ts';
import { composeJson } from './json.ts';
import { type Placed, unfoldList } from './lists.ts';
import { Places } from './places.ts';
import { type Chunk, splitJson, splitYaml, startsAsJson } from './split.ts';
import { Lines } from './text.ts';
import type { Manifest, ManifestFault, ReadManifests } from './types.ts';

/**
 * The objects of a source of YAML or JSON, read as kubectl reads them: documents parted by `---`, JSON objects one after
 * another, lists unfolded, words and numbers of YAML 1.1. Parts that cannot be read are told, the others still read.
 * @param source names it in what is told
 */
export function readManifests(text: string, source: string): ReadManifests {
  const lines = new Lines(text);
  const faults: ManifestFault[] = [];
  const tell = (offset: number, message: string) => faults.push({ ...lines.at(offset), code: 'syntax', message });
  const { chunks, separators } = splitSource(text);
  for (const { offset, text: rest } of separators)
    tell(offset, `after --- may stand a comment only, not ${quote(rest)}`);
  const manifests = chunks.flatMap((chunk, index): Manifest[] => {
    const composed = compose(chunk, tell);
    if (!composed || composed.value === null) return [];
    const places = new Places(chunk, lines);
    const refuse = (path: string) => {
      const message = 'this is no object: it needs apiVersion, kind and metadata';
      faults.push({ ...places.locate(path), code: 'no-object', message });
    };
    return unfoldList(composed.value, '', refuse).map((placed) => {
      return makeManifest(placed, composed, places, { source, document: index + 1 });
    });
  });
  return { manifests, faults };
}

function splitSource(text: string): { chunks: Chunk[]; separators: { offset: number; text: string }[] } {
  const json = startsAsJson(text) ? splitJson(text) : { chunks: [], rest: 0 };
  if (json.rest >= text.length && json.chunks.every(isReadable)) return { chunks: json.chunks, separators: [] };
  // One object may be the first document of a YAML stream; more than one are JSON, and what follows them, too.
  if (json.chunks.length > 1) {
    return {
      chunks: [...json.chunks, { text: text.slice(json.rest), offset: json.rest, kind: 'json' }],
      separators: [],
    };
  }
  // A brace may open a map of YAML, too.
  const isJson = json.chunks.every((chunk) => isReadable(chunk));
  const { chunks, faults } = splitYaml(text, isJson ? json.rest : 0);
  return { chunks: isJson ? [...json.chunks, ...chunks] : chunks, separators: faults };
}

function isReadable({ text }: Chunk): boolean {
  try {
    composeJson(text);
    return true;
  } catch {
    return false;
  }
}

function compose(chunk: Chunk, tell: (offset: number, message: string) => void): Composed | undefined {
  try {
    if (chunk.kind === 'yaml') return composeYaml(chunk.text);
    return { value: composeJson(chunk.text), repeated: [] };
  } catch (error) {
    if (!(error instanceof ComposeFault)) throw error;
    tell(chunk.offset + error.offset, error.message);
    return undefined;
  }
}

function makeManifest(
  { value, path }: Placed,
  { repeated }: Composed,
  places: Places,
  identity: Pick<Manifest, 'source' | 'document'>,
): Manifest {
  const prefix = path === '' ? '' : `${path}.`;
  const within = (place: string) =>
    path === '' ? place : place.startsWith('[') ? `${path}${place}` : `${prefix}${place}`;
  return {
    ...identity,
    value,
    start: places.locate(path),
    repeated: repeated.flatMap(({ path: field, offset }) => {
      return field.startsWith(prefix) ? [{ path: field.slice(prefix.length), ...places.at(offset) }] : [];
    }),
    locate: (place) => places.locate(place === '' ? path : within(place)),
  };
}

function quote(text: string): string {
  return JSON.stringify(text.length > 40 ? `${text.slice(0, 40)}…` : text);
}
