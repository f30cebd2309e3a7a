import { link, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import type { Mutant } from './types.ts';

const root = fileURLToPath(new URL('../../..', import.meta.url));
const bundle = join(root, 'dist', 'bundle');
const entry = join(root, 'embedded', 'gateway', 'program.ts');

/** A copy of the built program whose gateway makes mistakes. */
export interface ChangedProgram {
  /** What to start it by, in place of bin/gwconf.js. */
  launcher: string;
  remove(): Promise<void>;
}

/**
 * Copies the built program, by links but for the gateway's part. Below dist/, from where packages and the project's own
 * files are found. Throws where a changed source is no program.
 * @param mutants each in a file of its own
 */
export async function buildChangedProgram(
  mutants: readonly Pick<Mutant, 'name' | 'file' | 'source'>[],
): Promise<ChangedProgram> {
  const folder = join(root, 'dist', 'mutants', mutants.map(({ name }) => name.slice(-6)).join('-'));
  await rm(folder, { recursive: true, force: true });
  const files = await readdir(bundle);
  const gateway = await findGatewayChunk(files);
  const copy = join(folder, 'dist', 'bundle');
  await mkdir(copy, { recursive: true });
  await mkdir(join(folder, 'bin'));
  await link(join(root, 'bin', 'gwconf.js'), join(folder, 'bin', 'gwconf.js'));
  await Promise.all(files.filter((name) => name !== gateway).map((name) => link(join(bundle, name), join(copy, name))));
  await bundleGateway(mutants, join(copy, gateway));
  return {
    launcher: join(folder, 'bin', 'gwconf.js'),
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}

/** Programs are imported when a pod asks for them, so that each is a file of its own. */
async function findGatewayChunk(files: readonly string[]): Promise<string> {
  for (const name of files.filter((file) => file.startsWith('program-'))) {
    if ((await readFile(join(bundle, name), 'utf8')).includes('referenceGateway')) return name;
  }
  throw new Error('dist/bundle has no file of its own for the reference gateway');
}

async function bundleGateway(changes: readonly Pick<Mutant, 'file' | 'source'>[], outfile: string): Promise<void> {
  const sources = new Map(changes.map(({ file, source }) => [file, source]));
  const { outputFiles } = await build({
    entryPoints: [entry],
    bundle: true,
    write: false,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    packages: 'external',
    logLevel: 'silent',
    plugins: [
      {
        name: 'change-sources',
        setup({ onLoad }) {
          onLoad({ filter: /\.ts$/ }, ({ path }) => {
            const contents = sources.get(relative(root, path).split(sep).join('/'));
            return contents === undefined ? undefined : { contents, loader: 'ts', resolveDir: dirname(path) };
          });
        },
      },
    ],
  });
  await writeFile(outfile, outputFiles[0]?.contents ?? '');
}
