import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildGoTests, runGo } from '../go-test.ts';
import { NEXT_GO, prepareNextModule } from './next-module.ts';

const module = fileURLToPath(new URL('.', import.meta.url));

/** The official suite as a program. */
export interface OfficialSuite {
  program: string;
  /** `v1.6.3` */
  version: string;
  /** Folder of the CRDs that it asks for, those of its own release. */
  crds: string;
  /** Folder of its Go module, with the manifests that it applies. */
  module: string;
}

/** `v1.6.3` */
export async function readOfficialVersion(): Promise<string> {
  const manifest = await readFile(join(module, 'go.mod'), 'utf8');
  return /gateway-api\/conformance (v\S+)/.exec(manifest)?.[1] ?? '';
}

/** Builds the official suite from its Go module, or takes it from the cache. Rejects with what go said. */
export async function buildOfficialSuite(tell: (line: string) => void): Promise<OfficialSuite> {
  const version = await readOfficialVersion();
  const program = await buildGoTests(module, `official-suite-${version}`, tell);
  return { program, version, ...(await findModules(module)) };
}

/** The same of the release after it, which no module of ours can name as it is. */
export async function buildNextSuite(tell: (line: string) => void): Promise<OfficialSuite> {
  const { module: current } = await findModules(module);
  const { folder, version, env } = await prepareNextModule(module, join(current, 'echo-basic'));
  const program = await buildGoTests(folder, `official-suite-${version}`, tell, env);
  return { program, version, ...(await findModules(folder, env)) };
}

/** Folders of the sources. Downloaded also where the program is in the cache: the modules may not be. */
async function findModules(
  from: string,
  env: Readonly<Record<string, string>> = {},
): Promise<Pick<OfficialSuite, 'crds' | 'module'>> {
  const names = ['sigs.k8s.io/gateway-api', 'sigs.k8s.io/gateway-api/conformance'];
  await runGo(from, ['mod', 'download', ...names], env);
  const folders = await runGo(from, ['list', '-m', '-f', '{{.Dir}}', ...names], env);
  const [source = '', conformance = ''] = folders.split('\n');
  return { crds: join(source, 'config', 'crd', 'standard'), module: conformance };
}

/** Folder of the Gateway API's own module in a version. */
export async function downloadGatewayApi(version: string): Promise<string> {
  const text = await runGo(module, ['mod', 'download', '-json', `sigs.k8s.io/gateway-api@${version}`], NEXT_GO);
  return (JSON.parse(text) as { Dir: string }).Dir;
}
