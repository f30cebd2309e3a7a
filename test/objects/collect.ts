import { type Dirent, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { parseAllDocuments } from 'yaml';
import { isRecord } from '../../harness/common/guards.ts';
import type { KubeObject } from '../../harness/scenario/kubernetes.ts';

/** An object of the Gateway API, and the first file that it stands in. */
export interface Found {
  object: KubeObject;
  file: string;
}

const GATEWAY_API = /^gateway\.networking\.(x-)?k8s\.io\//;
/** What is longer is a dump, and hardly written by anybody. */
const MOST_BYTES = 3_000_000;

/**
 * Distinct objects of the Gateway API in files below folders, also those that stand inside of other documents, as tables of
 * tests have them. Templates are left out, and status and what a server gives to objects.
 */
export function collectObjects(paths: readonly string[]): { files: number; all: number; distinct: readonly Found[] } {
  const distinct = new Map<string, Found>();
  let files = 0;
  let all = 0;
  for (const file of paths.flatMap(listFiles)) {
    const objects = readObjects(file);
    if (objects.length > 0) files += 1;
    all += objects.length;
    for (const object of objects) {
      const key = JSON.stringify(object);
      if (!distinct.has(key)) distinct.set(key, { object, file });
    }
  }
  return { files, all, distinct: [...distinct.values()] };
}

function listFiles(path: string): readonly string[] {
  if (statSync(path).isFile()) return [path];
  return readdirSync(path, { recursive: true, withFileTypes: true })
    .filter((entry: Dirent) => entry.isFile() && /\.(ya?ml|json)$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}

function readObjects(file: string): readonly KubeObject[] {
  if (statSync(file).size > MOST_BYTES) return [];
  const text = readFileSync(file, 'utf8');
  if (!text.includes('gateway.networking.') || text.includes('{{')) return [];
  try {
    return parseAllDocuments(text, { version: '1.1', logLevel: 'silent' }).flatMap((document) =>
      document.errors.length > 0 ? [] : findObjects(document.toJS()),
    );
  } catch {
    // Not all that has such a name can be read, as files of tests for that.
    return [];
  }
}

function findObjects(value: unknown): readonly KubeObject[] {
  if (Array.isArray(value)) return value.flatMap(findObjects);
  if (!isRecord(value)) return [];
  const { apiVersion, kind, metadata, items } = value;
  if (typeof apiVersion !== 'string' || typeof kind !== 'string' || !isRecord(metadata) || Array.isArray(items)) {
    return Object.values(value).flatMap(findObjects);
  }
  if (!GATEWAY_API.test(apiVersion) || kind.endsWith('List')) return [];
  const { status: _status, ...rest } = value;
  const { resourceVersion: _version, uid: _uid, ...kept } = metadata;
  return [{ ...rest, metadata: kept } as unknown as KubeObject];
}
