import { once } from 'node:events';
import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { strToU8, zipSync } from 'fflate';

/** YAML of one CRD, as releases have them. */
export function writeCrd(name: string, version = 'v9.9.9', channel = 'standard'): string {
  return `
apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata:
  name: ${name}
  annotations: {gateway.networking.k8s.io/bundle-version: ${version}, gateway.networking.k8s.io/channel: ${channel}}
spec:
  group: gateway.networking.k8s.io
  names: {plural: ${name}, kind: Any}
  versions: [{name: v1, served: true, storage: true}]
`;
}

/** Archive of the Go module at a version, as module proxies serve it: texts by path inside the module. */
export function zipModule(version: string, files: Readonly<Record<string, string>>): Uint8Array {
  const entries = Object.entries(files).map(([path, text]) => [
    `sigs.k8s.io/gateway-api@${version}/${path}`,
    strToU8(text),
  ]);
  return zipSync(Object.fromEntries(entries));
}

export interface OwnCache {
  dir: string;
  cache: string;
  /** Where the process makes its temporary folders meanwhile: nobody else does. */
  temporary: string;
  restore(): Promise<void>;
}

/** A cache, a TMPDIR and a PATH of the test's own, below a temporary folder; `restore` puts the process's back. */
export async function useOwnCache(): Promise<OwnCache> {
  const dir = await mkdtemp(join(tmpdir(), 'gwconf-crds-test-'));
  const temporary = join(dir, 'tmp');
  await mkdir(temporary);
  const { GWCONF_CACHE, TMPDIR, PATH } = process.env;
  const before = { GWCONF_CACHE, TMPDIR, PATH };
  process.env.GWCONF_CACHE = dir;
  process.env.TMPDIR = temporary;
  return {
    dir,
    cache: join(dir, 'crds'),
    temporary,
    async restore() {
      for (const [name, value] of Object.entries(before)) {
        if (value === undefined) delete process.env[name];
        else process.env[name] = value;
      }
      await rm(dir, { recursive: true, force: true });
    },
  };
}

/** Puts a program named `go` first on the PATH: a script for `sh`, below `dir`. */
export async function standInForGo(dir: string, script: string): Promise<void> {
  const bin = join(dir, 'bin');
  await mkdir(bin, { recursive: true });
  await writeFile(join(bin, 'go'), `#!/bin/sh\n${script}\n`);
  await chmod(join(bin, 'go'), 0o755);
  process.env.PATH = `${bin}${delimiter}${process.env.PATH}`;
}

/** A host of releases on loopback; gives its URL. */
export async function startHost(listener: RequestListener): Promise<{ url: string; close(): Promise<void> }> {
  const server = createServer(listener).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    async close() {
      server.closeAllConnections();
      await new Promise((done) => server.close(done));
    },
  };
}
