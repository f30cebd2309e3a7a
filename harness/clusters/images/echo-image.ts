import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { copyFile, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { runProgram } from '../../common/exec/index.ts';
import { findPackageRoot } from '../../common/package-root.ts';
import { makeFolder } from '../../common/state/folders.ts';
import { UsageError } from '../../scenario/errors.ts';
import type { ContainerRuntime } from '../containers/index.ts';

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
/** The whole program in one file, as the build makes it. */
const entry = ['dist', 'bundle', 'echo.js'];
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
  const image = options.name ?? `${repository}:${await digest(main, base)}`;
  if ((await runtime.imageId(image, signal)) !== undefined) return image;
  const folder = await makeFolder('echo');
  try {
    await stage(main, join(folder, 'rootfs', 'app'));
    if (base === 'scratch') await stageNode(join(folder, 'rootfs'), signal);
    await copyFile(join(root, ...dockerfile), join(folder, 'Dockerfile'));
    await runtime.build(folder, image, { BASE: base }, signal);
    return image;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Changes with the program, its base and, where that is this machine's Node, with its version. */
async function digest(main: string, base: string): Promise<string> {
  const hash = createHash('sha256').update(`${base} ${process.version} ${process.arch}\n`);
  return hash
    .update(await readFile(main))
    .digest('hex')
    .slice(0, 12);
}

async function stage(main: string, target: string): Promise<void> {
  await mkdir(target, { recursive: true });
  await copyFile(main, join(target, 'echo.js'));
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
