import { createHash } from 'node:crypto';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import envPaths from 'env-paths';
import { HarnessError, UsageError } from '../../scenario/errors.ts';
import type { ManifestSource } from '../steps/types.ts';

export interface SourceTools {
  signal: AbortSignal;
  /** Tests have their own. */
  fetch?: typeof globalThis.fetch;
  cacheFolder?: string;
}

const patienceMs = 30_000;

/**
 * The text of a manifest. What a URL gives is cached: with a checksum the cached text is taken where it fits, without
 * one only where the URL cannot be had. Throws UsageError where the checksum differs, HarnessError where nothing is had.
 */
export async function readSource(source: ManifestSource, tools: SourceTools): Promise<string> {
  if (source.url === undefined) {
    const file = source.file ?? '';
    return verify(await readFile(file, 'utf8'), source, file);
  }
  const { url, sha256 } = source;
  const path = join(tools.cacheFolder ?? cacheFolder(), `${digest(url)}.yaml`);
  const cached = await readFile(path, 'utf8').catch(() => undefined);
  if (cached !== undefined && sha256 !== undefined && digest(cached) === sha256) return cached;
  try {
    const text = await download(url, tools);
    await keep(path, text);
    return verify(text, source, url);
  } catch (error) {
    if (error instanceof UsageError || tools.signal.aborted) throw error;
    if (cached !== undefined) return verify(cached, source, `${url} (cached)`);
    throw new HarnessError(
      `${url} cannot be had: ${error instanceof Error ? describeCause(error) : String(error)}; without a network, download it elsewhere and name the file in the profile.`,
      { cause: error },
    );
  }
}

function cacheFolder(): string {
  return join(process.env.GWCONF_CACHE ?? envPaths('gwconf', { suffix: '' }).cache, 'manifests');
}

async function download(url: string, { signal, fetch = globalThis.fetch }: SourceTools): Promise<string> {
  const response = await fetch(url, { signal: AbortSignal.any([signal, AbortSignal.timeout(patienceMs)]) });
  if (!response.ok) throw new Error(`the server answered ${response.status}`);
  return response.text();
}

// Written beside and renamed, so that a reader never sees half of it. A cache that cannot be written is no failure.
async function keep(path: string, text: string): Promise<void> {
  const part = `${path}.${process.pid}.part`;
  try {
    await mkdir(join(path, '..'), { recursive: true });
    await writeFile(part, text);
    await rename(part, path);
  } catch {}
}

function verify(text: string, { sha256 }: ManifestSource, name: string): string {
  const found = digest(text);
  if (sha256 !== undefined && found !== sha256) {
    throw new UsageError(`${name} has the SHA-256 ${found}, where the profile expects ${sha256}.`);
  }
  return text;
}

function digest(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

/** fetch says only that it failed; why is in the cause. */
function describeCause(error: Error): string {
  return error.cause instanceof Error ? error.cause.message : error.message;
}
