import { parseAllDocuments } from 'yaml';
import { isRecord } from '../../common/guards.ts';
import { UsageError } from '../../scenario/errors.ts';
import type { KubeObject } from '../../scenario/kubernetes.ts';

/** The objects of a YAML stream, `List`s unfolded. Throws UsageError naming the source and the document. */
export function parseObjects(text: string, source: string): KubeObject[] {
  const documents = parseAllDocuments(text, { prettyErrors: false, logLevel: 'error', uniqueKeys: false });
  return documents.flatMap((document, index) => {
    const place = `${source}: document ${index + 1}`;
    const [error] = document.errors;
    if (error) throw new UsageError(`${place} is not YAML: ${error.message.replace(/\.?\s*$/, '')}.`);
    return unfold(document.toJS(), place);
  });
}

function unfold(value: unknown, place: string): KubeObject[] {
  if (value === null || value === undefined) return [];
  if (isRecord(value) && Array.isArray(value.items) && String(value.kind).endsWith('List')) {
    return value.items.flatMap((item, index) => unfold(item, `${place}, item ${index + 1}`));
  }
  if (!isObject(value)) {
    throw new UsageError(`${place} is no Kubernetes object: it needs apiVersion, kind and metadata.name.`);
  }
  return [value];
}

function isObject(value: unknown): value is KubeObject {
  return (
    isRecord(value) &&
    typeof value.apiVersion === 'string' &&
    typeof value.kind === 'string' &&
    isRecord(value.metadata) &&
    typeof value.metadata.name === 'string'
  );
}
