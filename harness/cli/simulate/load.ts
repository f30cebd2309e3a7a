import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { createModel, ManifestError, type Model } from '../../../policy/model/index.ts';
import { parseObjects } from '../../install/sources/documents.ts';
import { isKind, kinds, newObject } from '../../kinds/index.ts';
import { UsageError } from '../../scenario/errors.ts';
import type { KubeObject } from '../../scenario/kubernetes.ts';
import type { CliIo } from '../io.ts';

export interface LoadOptions {
  files: readonly string[];
  /** Features that the implementation claims. */
  features: readonly string[];
  /** Whose Gateways; undefined: everybody's. */
  controllerName?: string;
}

const assumed = 'gwconf.dev/assumed';

/**
 * The model of manifests: without a controller every Gateway counts, whoever's class it has. Throws UsageError that names
 * the file, or the object and the field.
 */
export function loadModel({ files, ...options }: LoadOptions, io: Pick<CliIo, 'cwd'>): Model {
  return modelObjects(readObjects(files, io), options);
}

/** Throws UsageError that names the file. */
export function readObjects(files: readonly string[], io: Pick<CliIo, 'cwd'>): readonly KubeObject[] {
  return files.flatMap((file) => parseObjects(readText(resolve(io.cwd, file), file), file));
}

/** Throws UsageError that names the object and the field. */
export function modelObjects(
  objects: readonly KubeObject[],
  { features, controllerName }: Omit<LoadOptions, 'files'>,
): Model {
  const classes = controllerName === undefined ? assumeClasses(objects) : [];
  const endpoints = objects.some((object) => isKind(object, kinds.EndpointSlice)) ? 'slices' : 'assumed';
  // In place of the classes that are there, all of which count.
  const own = classes.length > 0 ? objects.filter((object) => !isKind(object, kinds.GatewayClass)) : objects;
  const options = { controllerName: controllerName ?? assumed, features: new Set(features), endpoints } as const;
  try {
    return createModel([...classes, ...own], options);
  } catch (error) {
    throw error instanceof ManifestError ? new UsageError(`${error.message}.`) : error;
  }
}

function readText(path: string, file: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    const reason = error instanceof Error && 'code' in error ? String(error.code) : String(error);
    throw new UsageError(`${file} cannot be read (${reason}); expected a file of manifests`);
  }
}

function assumeClasses(objects: readonly KubeObject[]): readonly KubeObject[] {
  const gateways = objects.filter((object) => isKind(object, kinds.Gateway));
  const names = gateways.map(({ spec }) => (spec as { gatewayClassName?: unknown } | undefined)?.gatewayClassName);
  return [...new Set(names)].map((name) =>
    newObject(kinds.GatewayClass, { name: String(name) }, { spec: { controllerName: assumed } }),
  );
}
