import { chmod, cp, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { goTestsFolder, runGo } from '../go-test.ts';

const VERSION = 'v1.7.0';
const TOOLCHAIN = 'go1.27.4';
/** What go has to be told where it reads modules of v1.7, which ask for a newer one. */
export const NEXT_GO: Readonly<Record<string, string>> = { GOTOOLCHAIN: TOOLCHAIN };
const IMAGES = 'sigs.k8s.io/gateway-api-conformance-images';
const ECHO = 'sigs.k8s.io/gateway-api/conformance/echo-basic';

export interface NextModule {
  folder: string;
  /** `v1.7.0` */
  version: string;
  /** What go has to be told, to build it. */
  env: Readonly<Record<string, string>>;
}

/**
 * Makes a Go module of the suite v1.7 in the cache. It imports messages of a module of echo servers that no proxy of Go
 * modules has; those of v1.6, which are the same, stand in for it.
 * @param own folder with our test file
 * @param echo folder of the echo server's source of v1.6
 */
export async function prepareNextModule(own: string, echo: string): Promise<NextModule> {
  const folder = join(goTestsFolder(), `official-${VERSION}`);
  const images = join(folder, 'images');
  await rm(images, { recursive: true, force: true });
  await mkdir(images, { recursive: true });
  await copySources(echo, join(images, 'echo-basic'));
  const needs = ['golang.org/x/net v0.59.0', 'google.golang.org/grpc v1.84.0', 'google.golang.org/protobuf v1.36.12'];
  await writeFile(join(images, 'go.mod'), writeModule(IMAGES, '1.26.0', needs));
  const suites = [`sigs.k8s.io/gateway-api ${VERSION}`, `sigs.k8s.io/gateway-api/conformance ${VERSION}`];
  const module = writeModule('gwconf.dev/interop/official', '1.27.0', suites);
  // What go adds to it stays, so that the program is built once.
  const file = join(folder, 'go.mod');
  const known = await readFile(file, 'utf8').catch(() => '');
  const isNew = !known.includes(`conformance ${VERSION}`);
  if (isNew) await writeFile(file, `${module}replace ${IMAGES} => ./images\n`);
  await writeFile(join(folder, 'suite_test.go'), await readFile(join(own, 'suite_test.go')));
  const env = { ...NEXT_GO, GOFLAGS: '-mod=mod' };
  if (isNew) await runGo(folder, ['list', '-deps', '-test', '-f', '', '.'], env);
  return { folder, version: VERSION, env };
}

function writeModule(name: string, go: string, requires: readonly string[]): string {
  return `module ${name}\n\ngo ${go}\n\n${requires.map((one) => `require ${one}\n`).join('')}`;
}

async function copySources(from: string, to: string): Promise<void> {
  await cp(from, to, { recursive: true, filter: (path) => !path.endsWith('_test.go') });
  for (const entry of await readdir(to, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name);
    // Not in generated messages: there the path is part of a descriptor that tells lengths.
    if (!entry.isFile() || !path.endsWith('.go') || path.endsWith('.pb.go')) continue;
    const text = await readFile(path, 'utf8');
    await chmod(path, 0o644);
    await writeFile(path, text.replaceAll(ECHO, `${IMAGES}/echo-basic`));
  }
}
