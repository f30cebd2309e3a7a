import { badRequest } from '../../../apimachinery/errors/status.ts';
import type { JsonObject, KubeObject } from '../../../apimachinery/types.ts';
import type { Resource } from '../resources/types.ts';
import type { Stored } from '../store/stored.ts';
import { findPrinter } from '../tables/index.ts';

/** How an answer shows objects. https://kubernetes.io/docs/reference/using-api/api-concepts/#alternate-representations-of-resources */
export type View =
  | { as: 'Object' }
  | { as: 'Metadata' }
  | { as: 'Table'; include: 'Metadata' | 'Object' | 'None'; now: Date };

const META = { apiVersion: 'meta.k8s.io/v1' };
const OBJECT: View = { as: 'Object' };
const JSON_TYPES = ['application/json', 'application/*', '*/*'];
const METADATA = ['PartialObjectMetadata', 'PartialObjectMetadataList'];

/** The first view in an Accept header that can be had as JSON; undefined where there is none. */
export function chooseView(accept: string, query: URLSearchParams, now: Date): View | undefined {
  if (accept.trim() === '') return OBJECT;
  for (const entry of accept.split(',')) {
    const [type = '', ...parameters] = entry.split(';').map((part) => part.trim());
    if (!JSON_TYPES.includes(type.toLowerCase())) continue;
    const { as, g: group, v: version } = Object.fromEntries(parameters.map((one) => one.split('=')));
    if (as === undefined) return OBJECT;
    if (group !== 'meta.k8s.io' || (version !== 'v1' && version !== 'v1beta1')) continue;
    if (as === 'Table') return { as: 'Table', include: readInclude(query), now };
    if (METADATA.includes(as)) return { as: 'Metadata' };
  }
  return undefined;
}

function readInclude(query: URLSearchParams): 'Metadata' | 'Object' | 'None' {
  const include = query.get('includeObject') || 'Metadata';
  if (include === 'Metadata' || include === 'Object' || include === 'None') return include;
  const detail = `Invalid value: ${JSON.stringify(include)}: must be 'Metadata', 'Object', 'None', or empty`;
  throw badRequest(`Unable to convert to Table as requested: includeObject: ${detail}`);
}

function encode({ object }: Stored, resource: Resource): KubeObject {
  const { apiVersion, kind } = resource;
  return { ...resource.encode(object), apiVersion, kind };
}

/** An object in a view other than `Object`. `columns`: false for a table whose columns the reader knows. */
export function showObject(stored: Stored, resource: Resource, view: View, columns = true): JsonObject {
  const object = encode(stored, resource);
  if (view.as !== 'Table') return showMetadata(object);
  const { resourceVersion } = object.metadata;
  return { ...makeTable(resource, { resourceVersion }, columns), rows: [makeRow(object, resource, view)] };
}

/** A list in a view other than `Object`; `metadata` is that of the list. */
export function showList(states: readonly Stored[], resource: Resource, view: View, metadata: JsonObject): JsonObject {
  const objects = states.map((state) => encode(state, resource));
  if (view.as === 'Table') {
    return { ...makeTable(resource, metadata, true), rows: objects.map((object) => makeRow(object, resource, view)) };
  }
  return { kind: 'PartialObjectMetadataList', ...META, metadata, items: objects.map(showMetadata) };
}

function showMetadata({ metadata }: Pick<KubeObject, 'metadata'>): JsonObject {
  return { kind: 'PartialObjectMetadata', ...META, metadata };
}

function makeTable(resource: Resource, metadata: JsonObject, columns: boolean): JsonObject {
  return { kind: 'Table', ...META, metadata, columnDefinitions: columns ? findPrinter(resource).columns : null };
}

function makeRow(object: KubeObject, resource: Resource, view: Extract<View, { as: 'Table' }>): JsonObject {
  const cells = findPrinter(resource).printCells(object, view.now);
  const shown = { Metadata: () => showMetadata(object), Object: () => object, None: () => null }[view.include]();
  return { cells, object: shown };
}
