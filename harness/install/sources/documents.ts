import { type Manifest, readManifests } from '../../../apimachinery/manifests/index.ts';
import { isRecord } from '../../common/guards.ts';
import { UsageError } from '../../scenario/errors.ts';
import type { KubeObject } from '../../scenario/kubernetes.ts';

/** The objects of YAML or JSON, read as kubectl reads it. Throws UsageError naming source, line and column. */
export function parseObjects(text: string, source: string): KubeObject[] {
  const { manifests, faults } = readManifests(text, source);
  const [fault] = faults;
  if (fault) throw new UsageError(`${source}:${fault.line}:${fault.column}: ${fault.message}.`);
  return manifests.map(requireObject);
}

function requireObject({ value, source, start }: Manifest): KubeObject {
  if (isObject(value)) return value;
  const place = `${source}:${start.line}:${start.column}`;
  throw new UsageError(`${place}: this is no Kubernetes object: it needs apiVersion, kind and metadata.name.`);
}

function isObject(value: object): value is KubeObject {
  return (
    isRecord(value) &&
    typeof value.apiVersion === 'string' &&
    typeof value.kind === 'string' &&
    isRecord(value.metadata) &&
    typeof value.metadata.name === 'string'
  );
}
