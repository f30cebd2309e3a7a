// Bundles what is built with the packages that it needs into dist/bundle: of the time that a command takes to start, most
// went into finding and reading a thousand modules.
import { readFile, rm, stat, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const root = fileURLToPath(new URL('..', import.meta.url));
const folder = `${root}dist/bundle`;
const inputsFile = `${folder}/inputs.json`;

/** What was bundled the last time, and this program; nothing where there was none. */
async function listInputs() {
  const text = await readFile(inputsFile, 'utf8').catch(() => '[]');
  return [fileURLToPath(import.meta.url), ...JSON.parse(text).map((path) => root + path)];
}

async function isFresh() {
  const made = await stat(inputsFile).catch(() => undefined);
  if (!made) return false;
  const times = (await listInputs()).map(async (path) => (await stat(path).catch(() => undefined))?.mtimeMs);
  // What is no longer there makes it stale, too.
  return (await Promise.all(times)).every((time) => time !== undefined && time < made.mtimeMs);
}

/** The whole of client-node is seldom needed, and larger than all the rest; parts of it have paths of their own. */
function leaveOut({ onResolve }) {
  onResolve({ filter: /^@kubernetes\/client-node$/ }, ({ path }) => ({ path, external: true }));
}

if (!(await isFresh())) {
  await rm(folder, { recursive: true, force: true });
  const { metafile } = await build({
    absWorkingDir: root,
    entryPoints: {
      gwconf: 'dist/harness/cli/main.js',
      // Programs of their own, which lie beside the modules that start them.
      supervise: 'dist/harness/install/process/supervise.js',
      worker: 'dist/embedded/thread/worker.js',
    },
    outdir: folder,
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    chunkNames: '[name]-[hash]',
    plugins: [{ name: 'leave-out', setup: leaveOut }],
    // CommonJS modules among them ask for Node's own.
    banner: {
      js: "import { createRequire as bundleRequire } from 'node:module';\nconst require = bundleRequire(import.meta.url);",
    },
    metafile: true,
    logLevel: 'warning',
  });
  await writeFile(inputsFile, `${JSON.stringify(Object.keys(metafile.inputs).sort())}\n`);
}
