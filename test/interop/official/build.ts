import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildGoTests, runGo } from '../go-test.ts';

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
  // Also where the program is in the cache: the modules may not be.
  const names = ['sigs.k8s.io/gateway-api', 'sigs.k8s.io/gateway-api/conformance'];
  await runGo(module, ['mod', 'download', ...names]);
  const folders = await runGo(module, ['list', '-m', '-f', '{{.Dir}}', ...names]);
  const [source = '', conformance = ''] = folders.split('\n');
  return { program, version, crds: join(source, 'config', 'crd', 'standard'), module: conformance };
}
