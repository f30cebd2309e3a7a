import { resolve } from 'node:path';
import { loadReleaseJudge, type ReleaseJudge } from '../../../policy/validate/index.ts';
import { messageOf } from '../../common/message-of.ts';
import { HarnessError, UsageError } from '../../scenario/errors.ts';
import type { CliIo } from '../io.ts';
import type { OptionValues } from '../options/spec.ts';
import type { Wiring } from '../wiring.ts';

/** Newest patch of each minor release that gwconf knows. */
const patches: Readonly<Record<string, string>> = { 'v1.6': 'v1.6.3', 'v1.7': 'v1.7.0' };
const newest = 'v1.7';

export interface LoadedJudge {
  judge: ReleaseJudge;
  /** What it cannot judge and how to mend that, one sentence each. */
  notes: string[];
}

/**
 * The judge that the flags ask for. CRDs that the cache has not are fetched once; without a network those that come with
 * gwconf judge, which have no CEL rules. Throws UsageError where another release was asked for, or CEL required.
 */
export async function loadJudge(flags: OptionValues, io: CliIo, wiring: Wiring): Promise<LoadedJudge> {
  const text = (name: string) => (typeof flags[name] === 'string' ? flags[name] : undefined);
  const loaded = await find(text, flags.fetch !== false, io, wiring);
  if (flags['require-cel'] === true && !loaded.judge.hasRules) {
    throw new UsageError(`--require-cel: ${loaded.notes[0] ?? `the CRDs of ${loaded.judge.source} have no CEL rules`}`);
  }
  return loaded;
}

async function find(
  text: (name: string) => string | undefined,
  mayFetch: boolean,
  io: CliIo,
  wiring: Wiring,
): Promise<LoadedJudge> {
  const file = text('crds');
  if (file !== undefined) {
    for (const other of ['gateway-api', 'channel']) {
      if (text(other) !== undefined) throw new UsageError(`--crds and --${other} cannot be given together`);
    }
    const judge = await load({ path: resolve(io.cwd, file) });
    return { judge, notes: judge.hasRules ? [] : [`the CRDs of ${file} have no CEL rules, so that none was judged`] };
  }
  const asked = text('gateway-api');
  const version = readVersion(asked ?? newest);
  const channel = text('channel') ?? 'standard';
  const release = { version, channel };
  const command = `gwconf crds fetch --version ${version} --channel ${channel}`;
  try {
    return { judge: await load(release), notes: [] };
  } catch (missing) {
    const reason = mayFetch ? await fetchOnce(release, wiring) : 'it was not to be fetched';
    if (reason === undefined) return { judge: await load(release), notes: [] };
    const bundled = await load('bundled');
    if (bundled.version === version && bundled.channel === channel) {
      return {
        judge: bundled,
        notes: [`CEL rules were not judged, since the CRDs are not here (${reason}): ${command}`],
      };
    }
    throw new UsageError(`the CRDs of ${version} (${channel}) are not here: ${reason}; try ${command}`, {
      cause: missing,
    });
  }
}

function readVersion(text: string): string {
  const [, version, patch] = /^v?(\d+\.\d+)(\.\d+(?:-rc\.\d+)?)?$/.exec(text) ?? [];
  if (version === undefined) throw new UsageError(`--gateway-api takes a release, as v1.7 or v1.7.0, not '${text}'`);
  const known = patches[`v${version}`];
  if (patch === undefined && known === undefined) {
    throw new UsageError(
      `--gateway-api: of v${version} no release is known; expected ${Object.keys(patches).join(', ')}, or a whole version as v1.5.1`,
    );
  }
  return patch === undefined ? (known ?? '') : `v${version}${patch}`;
}

/** Undefined where they are in the cache then; else why not. */
async function fetchOnce(release: { version: string; channel: string }, wiring: Wiring): Promise<string | undefined> {
  try {
    await wiring.fetchCrds(release);
    return undefined;
  } catch (error) {
    return messageOf(error);
  }
}

async function load(source: Parameters<typeof loadReleaseJudge>[0]): Promise<ReleaseJudge> {
  try {
    return await loadReleaseJudge(source);
  } catch (error) {
    if (!(error instanceof Error) || !('code' in error)) throw error;
    if (error.code === 'ERR_CRDS_INPUT') throw new UsageError(error.message, { cause: error });
    throw new HarnessError(error.message, { cause: error });
  }
}
