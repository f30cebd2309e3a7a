import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { copyFile, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join, relative, sep } from 'node:path';
import { runProgram } from '../../common/exec/index.ts';
import { findPackageRoot } from '../../common/package-root.ts';
import { makeFolder } from '../../common/state/folders.ts';
import { UsageError } from '../../scenario/errors.ts';
import type { ContainerRuntime } from '../containers/index.ts';
import { findProgramFiles } from './program-files.ts';

export interface EchoImageOptions {
  /**
   * Image with Node at /usr/local/bin/node. Default: none on Linux, where the image gets the Node that runs this, so
   * that nothing has to be downloaded; elsewhere node:22-alpine.
   */
  base?: string;
  /** Name and tag to give it; default: a tag that changes with the program. */
  name?: string;
  signal?: AbortSignal;
}

const repository = 'gwconf.dev/echo';
const entry = ['dist', 'embedded', 'echo', 'main.js'];
const dockerfile = ['kind-config', 'echo', 'Dockerfile'];

/** Builds the echo backend's image where this machine does not have it yet. Gives its name. */
export async function buildEchoImage(runtime: ContainerRuntime, options: EchoImageOptions = {}): Promise<string> {
  const { signal } = options;
  const base = options.base ?? (process.platform === 'linux' ? 'scratch' : 'node:22-alpine');
  const root = findPackageRoot();
  const main = join(root, ...entry);
  if (!existsSync(main)) {
    throw new UsageError(
      `${relative(root, main)} is missing, which the echo image is made of: run npm run build, or name another image with --echo-image`,
    );
  }
  const files = await findProgramFiles(main);
  const image = options.name ?? `${repository}:${await digest(files, base)}`;
  if ((await runtime.imageId(image, signal)) !== undefined) return image;
  const folder = await makeFolder('echo');
  try {
    await stage(files, root, join(folder, 'rootfs', 'app'));
    if (base === 'scratch') await stageNode(join(folder, 'rootfs'), signal);
    await copyFile(join(root, ...dockerfile), join(folder, 'Dockerfile'));
    await runtime.build(folder, image, { BASE: base }, signal);
    return image;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Changes with the program, its base and, where that is this machine's Node, with its version. */
async function digest(files: readonly string[], base: string): Promise<string> {
  const hash = createHash('sha256').update(`${base} ${process.version} ${process.arch}\n`);
  for (const file of files) hash.update(await readFile(file));
  return hash.digest('hex').slice(0, 12);
}

/** Packages may lie above the program's own folder: all keep their places below the folder that holds all. */
async function stage(files: readonly string[], root: string, target: string): Promise<void> {
  for (const file of files) {
    const path = relative(root, file);
    const parts = path.split(sep);
    // Hoisted beside gwconf's own package: Node finds it in the node_modules of any folder above.
    const inside = parts.includes('..') ? parts.slice(parts.indexOf('node_modules')).join(sep) : path;
    const copy = join(target, inside);
    await mkdir(dirname(copy), { recursive: true });
    await copyFile(file, copy);
  }
  // All that the program needs to know of its package.
  await writeFile(join(target, 'package.json'), '{"type":"module"}\n');
}

/** This machine's Node and the libraries that it is linked with. */
async function stageNode(rootfs: string, signal?: AbortSignal): Promise<void> {
  const libraries = await runProgram('ldd', [process.execPath], { signal });
  const paths = [...libraries.matchAll(/(?:=>\s*)?(\/\S+)\s+\(0x/g)].map(([, path]) => path ?? '');
  const copies = paths.map((path): [string, string] => [path, path]);
  for (const [from, to] of [...copies, [process.execPath, '/usr/local/bin/node'] as const]) {
    const target = join(rootfs, to);
    await mkdir(dirname(target), { recursive: true });
    await copyFile(from, target);
  }
}
