import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ContainerRuntime } from '../../../harness/clusters/containers/index.ts';

/** Images that the official suite's base resources run, those of meshes too, sorted. @param module folder of its Go module */
export async function listOfficialImages(module: string): Promise<string[]> {
  const files = ['base', 'mesh'].map((folder) => readFile(join(module, folder, 'manifests.yaml'), 'utf8'));
  const manifests = (await Promise.all(files)).join('\n');
  const names = [...manifests.matchAll(/^\s*(?:- )?image:\s*(\S+)\s*$/gm)].flatMap(([, name]) => name ?? []);
  return [...new Set(names)].sort();
}

/** Images of a list that this machine has. */
export async function findPresent(runtime: ContainerRuntime, images: readonly string[]): Promise<string[]> {
  const found = await Promise.all(images.map(async (image) => ((await runtime.imageId(image)) ? [image] : [])));
  return found.flat();
}

/**
 * Gives a node an image that it lacks under the name of another version that it has, as every node has some version of
 * the cluster's own DNS server. Gives the images that it has in no version.
 */
export async function borrowImages(
  runtime: ContainerRuntime,
  node: string,
  images: readonly string[],
): Promise<string[]> {
  const has = (await runtime.exec(node, ['ctr', '-n', 'k8s.io', 'images', 'list', '-q'])).split('\n');
  const missing: string[] = [];
  for (const image of images) {
    const [repository] = image.split(/:(?=[^/:]+$)/);
    const other = has.find((name) => name.startsWith(`${repository}:`));
    if (other === undefined) missing.push(image);
    else if (!has.includes(image)) await runtime.exec(node, ['ctr', '-n', 'k8s.io', 'images', 'tag', other, image]);
  }
  return missing;
}
