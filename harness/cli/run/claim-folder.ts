import { mkdirSync, readFileSync, rmdirSync, rmSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { dirname, join } from 'node:path';
import { isRecord } from '../../common/guards.ts';
import { isAlive } from '../../common/state/runs.ts';
import { HarnessError, UsageError } from '../../scenario/errors.ts';

const LOCK = '.gwconf-run.json';

/** Folders that this process writes into. */
const held = new Set<string>();

interface Claim {
  pid: number;
  host: string;
  startedAt: string;
}

/**
 * Takes a folder of reports for one run, so that a second one does not write between its files. A run that was killed
 * holds it no longer. Gives what lets it go again; a folder that was made for it and stayed empty goes with it.
 * @throws UsageError where another run writes into it
 */
export function claimFolder(folder: string, now: Date): () => void {
  const path = join(folder, LOCK);
  const claim: Claim = { pid: process.pid, host: hostname(), startedAt: now.toISOString() };
  const made = makeFolder(folder);
  if (!tryWrite(path, claim)) {
    refuseHeld(folder, path);
    // Left by a run that was killed; of two that find it so, one fails to write.
    rmSync(path, { force: true });
    if (!tryWrite(path, claim)) refuse(folder);
  }
  held.add(path);
  let isHeld = true;
  return () => {
    if (!isHeld) return;
    isHeld = false;
    held.delete(path);
    rmSync(path, { force: true });
    removeEmpty(folder, made);
  };
}

function makeFolder(folder: string): string | undefined {
  try {
    return mkdirSync(folder, { recursive: true });
  } catch (cause) {
    throw new HarnessError(`cannot make the folder ${folder}: ${(cause as Error).message}`, { cause });
  }
}

function tryWrite(path: string, claim: Claim): boolean {
  try {
    writeFileSync(path, `${JSON.stringify(claim)}\n`, { flag: 'wx' });
    return true;
  } catch (cause) {
    if (cause instanceof Error && 'code' in cause && cause.code === 'EEXIST') return false;
    throw new HarnessError(`cannot write ${path}: ${(cause as Error).message}`, { cause });
  }
}

function refuseHeld(folder: string, path: string): void {
  const claim = readClaim(path);
  if (!claim) return;
  const { pid, host, startedAt } = claim;
  if (host !== hostname()) refuse(folder, ` on ${host}, since ${startedAt}; where that is over, remove ${path}`);
  // The number may be another process's by now, as in a container, where every run has the first one.
  const isOurs = pid === process.pid;
  if (isOurs ? held.has(path) : isAlive({ pid })) refuse(folder, ` (process ${pid}, since ${startedAt})`);
}

function refuse(folder: string, detail = ''): never {
  throw new UsageError(`another run writes into ${folder}${detail}; give this one another --output-dir`);
}

function readClaim(path: string): Claim | undefined {
  try {
    const value: unknown = JSON.parse(readFileSync(path, 'utf8'));
    const isClaim = isRecord(value) && typeof value.pid === 'number' && typeof value.host === 'string';
    return isClaim ? (value as unknown as Claim) : undefined;
  } catch {
    return undefined;
  }
}

function removeEmpty(folder: string, first: string | undefined): void {
  if (first === undefined) return;
  try {
    for (let path = folder; path.length >= first.length; path = dirname(path)) rmdirSync(path);
  } catch {
    // It holds reports now.
  }
}
