import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readFile, rename, rmdir } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import envPaths from 'env-paths';
import { execa } from 'execa';
import { findLack, runGo } from './go-test.ts';

const module = fileURLToPath(new URL('tools', import.meta.url));

interface Tool {
  /** Environment variable that names the program. */
  variable: string;
  /** Package that go builds it of: of tools/go.mod, or of its own module where it ends with a version. */
  source: string;
  /** Flags of the linker. */
  link: string;
  /** Arguments with which it prints its version, or at least ends well. */
  version: readonly string[];
}

const TOOLS = {
  kubectl: {
    variable: 'GWCONF_KUBECTL',
    source: './kubectl',
    link: '-s -w -X k8s.io/component-base/version.gitVersion=v1.34.4',
    version: ['version', '--client'],
  },
  helm: { variable: 'GWCONF_HELM', source: 'helm.sh/helm/v3/cmd/helm', link: '-s -w', version: ['version', '--short'] },
  'kubectl-validate': {
    variable: 'GWCONF_KUBECTL_VALIDATE',
    source: 'sigs.k8s.io/kubectl-validate@v0.0.4',
    link: '-s -w',
    version: ['--help'],
  },
  kubeconform: {
    variable: 'GWCONF_KUBECONFORM',
    source: 'github.com/yannh/kubeconform/cmd/kubeconform@v0.8.0',
    link: '-s -w',
    version: ['-v'],
  },
} as const satisfies Record<string, Tool>;

export type ToolName = keyof typeof TOOLS;

/** A program, or why there is none. */
export type Found = { path: string; lack?: undefined } | { path?: undefined; lack: string };

/**
 * Finds a program that is not ours: the one that the environment names, else one on the PATH, else what go builds of
 * tools/go.mod once, into `$GWCONF_CACHE` or the user's cache folder.
 */
export async function findTool(name: ToolName): Promise<Found> {
  const tool: Tool = TOOLS[name];
  const named = process.env[tool.variable];
  if (named) return (await runs(named, tool)) ? { path: named } : { lack: `${tool.variable}=${named} does not run` };
  if (await runs(name, tool)) return { path: name };
  const lack = await findLack();
  if (lack !== undefined) return { lack: `there is no ${name} on the PATH, and ${lack}` };
  return { path: await buildTool(name, tool) };
}

async function runs(path: string, { version }: Tool): Promise<boolean> {
  return (await execa(path, version, { reject: false, stdin: 'ignore' })).exitCode === 0;
}

async function buildTool(name: string, tool: Tool): Promise<string> {
  const { source, link } = tool;
  if (source.includes('@')) return await installTool(name, tool);
  const files = ['go.mod', 'go.sum', 'kubectl/main.go'];
  const texts = await Promise.all(files.map((file) => readFile(join(module, file), 'utf8')));
  const digest = createHash('sha256')
    .update([link, ...texts].join('\0'))
    .digest('hex')
    .slice(0, 12);
  const folder = toolsFolder();
  const program = join(folder, `${name}-${digest}`);
  if (existsSync(program)) return program;
  tellOfBuild(name);
  await mkdir(folder, { recursive: true });
  const part = `${program}.${process.pid}.part`;
  await runGo(module, ['build', '-trimpath', `-ldflags=${link}`, '-o', part, source]);
  await rename(part, program);
  return program;
}

/** What is released is built as it was released, with the versions of its own module. */
async function installTool(name: string, { source, link }: Tool): Promise<string> {
  const folder = join(toolsFolder(), `${name}-${source.split('@')[1]}`);
  const program = join(folder, name);
  if (existsSync(program)) return program;
  tellOfBuild(name);
  const part = join(folder, `part-${process.pid}`);
  await mkdir(part, { recursive: true });
  await runGo(part, ['install', '-trimpath', `-ldflags=${link}`, source], { GOBIN: part });
  await rename(join(part, name), program);
  await rmdir(part);
  return program;
}

function toolsFolder(): string {
  return join(process.env.GWCONF_CACHE || envPaths('gwconf', { suffix: '' }).cache, 'tools');
}

function tellOfBuild(name: string): void {
  console.log(`  building ${name} (minutes, the first time)`);
}
