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
}

/** Builds the official suite from its Go module, or takes it from the cache. Rejects with what go said. */
export async function buildOfficialSuite(tell: (line: string) => void): Promise<OfficialSuite> {
  const manifest = await readFile(join(module, 'go.mod'), 'utf8');
  const version = /gateway-api\/conformance (v\S+)/.exec(manifest)?.[1] ?? '';
  const program = await buildGoTests(module, `official-suite-${version}`, tell);
  // Also where the program is in the cache: the modules may not be.
  await runGo(module, ['mod', 'download', 'sigs.k8s.io/gateway-api']);
  const source = await runGo(module, ['list', '-m', '-f', '{{.Dir}}', 'sigs.k8s.io/gateway-api']);
  return { program, version, crds: join(source, 'config', 'crd', 'standard') };
}
