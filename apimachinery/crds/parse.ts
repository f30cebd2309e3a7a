import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { readManifests } from '../manifests/index.ts';
import { CrdError, describeCause } from './errors.ts';
import type { CustomResourceDefinition, GatewayApiCrds } from './types.ts';

const group = 'gateway.networking.k8s.io';
const bundleVersion = 'gateway.networking.k8s.io/bundle-version';
const bundleChannel = 'gateway.networking.k8s.io/channel';

/**
 * Reads CRDs from a YAML file, or from all YAML files of a folder. Other objects in them are left out.
 * Throws a CrdError that names the file where it can't be read, or holds no CRD of the Gateway API.
 */
export async function readCrds(path: string, source = path): Promise<GatewayApiCrds> {
  try {
    const files = (await stat(path)).isDirectory() ? await listYamlFiles(path) : [path];
    const texts = await Promise.all(files.map(async (file) => ({ file, text: await readFile(file, 'utf8') })));
    return parseCrds(texts, source);
  } catch (error) {
    if (error instanceof CrdError) throw error;
    throw new CrdError('ERR_CRDS_INPUT', `the CRDs can't be read from ${path}: ${describeCause(error)}`, {
      cause: error,
    });
  }
}

async function listYamlFiles(folder: string): Promise<string[]> {
  const names = await readdir(folder);
  return names
    .filter((name) => /\.ya?ml$/.test(name))
    .sort()
    .map((name) => join(folder, name));
}

/** The same from texts; `file` names each in errors. */
export function parseCrds(texts: readonly { file: string; text: string }[], source: string): GatewayApiCrds {
  const crds = texts.flatMap(({ file, text }) => parseFile(file, text));
  const own = crds.find((crd) => crd.spec.group === group);
  if (!own) {
    throw new CrdError('ERR_CRDS_INPUT', `${source} holds no CustomResourceDefinition of the group ${group}`);
  }
  const annotations = own.metadata.annotations ?? {};
  return {
    crds,
    version: annotations[bundleVersion] ?? 'unknown',
    channel: annotations[bundleChannel] ?? 'unknown',
    source,
  };
}

function parseFile(file: string, text: string): CustomResourceDefinition[] {
  const { manifests, faults } = readManifests(text, file);
  const fault = faults.find(({ code }) => code === 'syntax');
  if (fault) {
    const place = `line ${fault.line}, column ${fault.column}`;
    throw new CrdError('ERR_CRDS_INPUT', `${file} is not valid YAML: ${place}: ${fault.message}`);
  }
  return manifests.map(({ value }): unknown => value).filter((value) => isCrd(value, file));
}

function isCrd(value: unknown, file: string): value is CustomResourceDefinition {
  if (!isRecord(value) || value.kind !== 'CustomResourceDefinition') return false;
  const { metadata, spec } = value;
  const name = isRecord(metadata) && typeof metadata.name === 'string' ? metadata.name : undefined;
  const missing = name === undefined ? 'metadata.name' : findMissing(isRecord(spec) ? spec : {});
  if (missing === undefined) return true;
  const which = name === undefined ? 'a CustomResourceDefinition' : `CustomResourceDefinition ${name}`;
  throw new CrdError('ERR_CRDS_INPUT', `${file}: ${which} has no ${missing}`);
}

function findMissing({ group, names, versions }: Readonly<Record<string, unknown>>): string | undefined {
  if (typeof group !== 'string') return 'spec.group';
  if (!isRecord(names) || typeof names.plural !== 'string') return 'spec.names.plural';
  return Array.isArray(versions) && versions.length > 0 ? undefined : 'spec.versions';
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
