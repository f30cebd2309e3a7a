// Bundles what is built with the packages that it needs into dist/bundle: of the time that a command takes to start, most
// went into finding and reading a thousand modules.
import { copyFile, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const root = fileURLToPath(new URL('..', import.meta.url));
const folder = `${root}dist/bundle`;
const wasm = 'node-sqlite3-wasm.wasm';
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

if (!(await isFresh())) {
  await rm(folder, { recursive: true, force: true });
  const common = {
    absWorkingDir: root,
    bundle: true,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    // CommonJS modules among them ask for Node's own.
    banner: {
      js: "import { createRequire as bundleRequire } from 'node:module';\nconst require = bundleRequire(import.meta.url);\nconst bundleFolder = import.meta.dirname;",
    },
    // The one package that needs its folder finds its WebAssembly beside the bundle, where it is copied.
    define: { __dirname: 'bundleFolder' },
    metafile: true,
    logLevel: 'warning',
  };
  const program = await build({
    ...common,
    entryPoints: {
      gwconf: 'dist/harness/cli/main.js',
      // What others import: `exports` in package.json.
      api: 'dist/harness/cli/api.js',
      scenario: 'dist/harness/scenario/index.js',
      chai: 'dist/harness/steps/chai/index.js',
      reports: 'dist/reports/index.js',
      kit: 'dist/suites/kit/index.js',
      policy: 'dist/policy/validate/index.js',
      // Programs of their own, which lie beside the modules that start them.
      supervise: 'dist/harness/install/process/supervise.js',
      worker: 'dist/embedded/thread/worker.js',
      hooks: 'dist/harness/cli/scenarios/hooks.js',
    },
    outdir: folder,
    splitting: true,
    chunkNames: '[name]-[hash]',
  });
  // The whole of the echo backend in one file, of which its image is made.
  const echo = await build({ ...common, entryPoints: ['dist/embedded/echo/main.js'], outfile: `${folder}/echo.js` });
  await copyFile(`${root}node_modules/node-sqlite3-wasm/dist/${wasm}`, `${folder}/${wasm}`);
  const inputs = [program, echo].flatMap(({ metafile }) => Object.keys(metafile.inputs));
  await writeFile(inputsFile, `${JSON.stringify([...new Set(inputs)].sort())}\n`);
}
