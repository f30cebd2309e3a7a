import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { parseAllDocuments } from 'yaml';
import type { CustomResourceDefinition, GatewayApiCrds } from './types.ts';

const bundleVersion = 'gateway.networking.k8s.io/bundle-version';
const bundleChannel = 'gateway.networking.k8s.io/channel';

/**
 * Reads CRDs from a YAML file, or from all YAML files of a folder. Other objects in them are left out.
 * Throws an Error with one sentence that names the file where it can't be read, or holds no CRD.
 */
export async function readCrds(path: string, source = path): Promise<GatewayApiCrds> {
  const files = (await stat(path)).isDirectory()
    ? (await readdir(path))
        .filter((name) => /\.ya?ml$/.test(name))
        .sort()
        .map((name) => join(path, name))
    : [path];
  const texts = await Promise.all(files.map(async (file) => ({ file, text: await readFile(file, 'utf8') })));
  return parseCrds(texts, source);
}

/** The same from texts; `file` names each in errors. */
export function parseCrds(texts: readonly { file: string; text: string }[], source: string): GatewayApiCrds {
  const crds = texts.flatMap(({ file, text }) => parseFile(file, text));
  const annotations = crds.find((crd) => crd.spec.group === 'gateway.networking.k8s.io')?.metadata.annotations ?? {};
  if (crds.length === 0) throw new Error(`${source} holds no CustomResourceDefinition`);
  return {
    crds,
    version: annotations[bundleVersion] ?? 'unknown',
    channel: annotations[bundleChannel] ?? 'unknown',
    source,
  };
}

function parseFile(file: string, text: string): CustomResourceDefinition[] {
  return parseAllDocuments(text).flatMap((document) => {
    const [error] = document.errors;
    if (error) throw new Error(`${file} is not valid YAML: ${error.message.split('\n')[0]}`);
    const value: unknown = document.toJS();
    return isCrd(value) ? [value] : [];
  });
}

function isCrd(value: unknown): value is CustomResourceDefinition {
  return typeof value === 'object' && value !== null && Reflect.get(value, 'kind') === 'CustomResourceDefinition';
}
