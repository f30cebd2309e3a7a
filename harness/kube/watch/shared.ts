import type { Readable } from 'node:stream';
import { HarnessError } from '../../scenario/errors.ts';
import type { KubeObject } from '../../scenario/kubernetes.ts';
import { isTransient, KubeError, networkFailure } from '../errors.ts';
import { type KubeTiming, pause, pauseFor } from '../timing.ts';
import { createWatchCache, type WatchCache } from './cache.ts';
import { readWatchEvents } from './stream.ts';

/** How one kind is listed and watched. */
export interface WatchSource {
  kind: string;
  list(signal: AbortSignal): Promise<{ objects: KubeObject[]; resourceVersion: string }>;
  /** The events, of objects in this version. */
  open(resourceVersion: string, signal: AbortSignal): Promise<{ apiVersion: string; stream: Readable }>;
}

interface WatchState {
  /** Missing: list first. */
  version?: string;
  /** Watches in a row that gave nothing. */
  failures: number;
}

/** A watch that stayed open for this long has worked, even where nothing changed. */
const workingMs = 1_000;

/**
 * Lists a kind, then follows it until the signal aborts or it fails too often in a row. Then the observers get a
 * HarnessError and `onGone` runs, so that the next observer starts anew.
 */
export function startSharedWatch(
  source: WatchSource,
  timing: KubeTiming,
  signal: AbortSignal,
  onGone: () => void,
): WatchCache {
  const cache = createWatchCache();
  const endAll = () => cache.endAll();
  signal.addEventListener('abort', endAll, { once: true });
  void keepWatching(source, cache, timing, signal).then((failure) => {
    onGone();
    signal.removeEventListener('abort', endAll);
    if (failure) {
      cache.fail(failure);
    }
  });
  return cache;
}

/** Gives the error that ended it; nothing when it was aborted. Never rejects. */
async function keepWatching(
  source: WatchSource,
  cache: WatchCache,
  timing: KubeTiming,
  signal: AbortSignal,
): Promise<HarnessError | undefined> {
  const state: WatchState = { failures: 0 };
  while (!signal.aborted) {
    const failure = await watchOnce(source, cache, state, signal).catch((error: unknown) => toKubeError(source, error));
    if (failure && !isPassing(failure)) {
      return failure;
    }
    if (failure?.status === 410) {
      delete state.version;
    }
    state.failures += 1;
    if (state.failures > timing.watchFailures) {
      return failure ?? endedAtOnce(source);
    }
    await pause(pauseFor(timing, state.failures), signal).catch(() => undefined);
  }
  return undefined;
}

/** One list where needed, and one watch until the server ends it. */
async function watchOnce(
  source: WatchSource,
  cache: WatchCache,
  state: WatchState,
  signal: AbortSignal,
): Promise<undefined> {
  if (state.version === undefined) {
    const list = await source.list(signal);
    signal.throwIfAborted();
    cache.replace(list.objects, list.resourceVersion);
    state.version = list.resourceVersion;
  }
  const { apiVersion, stream } = await source.open(state.version, signal);
  const openedAt = performance.now();
  for await (const event of readWatchEvents(stream, { apiVersion, kind: source.kind })) {
    if (signal.aborted) {
      return;
    }
    if (event.type === 'expired') {
      delete state.version;
      return;
    }
    if (event.type === 'bookmark') {
      cache.advance(event.resourceVersion);
    } else {
      cache[event.type === 'deleted' ? 'remove' : 'change'](event.object, event.resourceVersion);
    }
    state.version = event.resourceVersion || state.version;
    state.failures = 0;
  }
  if (performance.now() - openedAt > workingMs) {
    state.failures = 0;
  }
}

function isPassing(failure: HarnessError): failure is KubeError {
  return failure instanceof KubeError && (isTransient(failure) || failure.status === 410 || failure.status >= 500);
}

// What breaks while a watch is read is the connection's end, however Node names it.
function toKubeError(source: WatchSource, error: unknown): HarnessError {
  if (error instanceof HarnessError) {
    return error;
  }
  const failure = networkFailure(error);
  return new KubeError(`watch ${source.kind}`, { ...failure, reason: 'ECONNRESET' });
}

function endedAtOnce(source: WatchSource): KubeError {
  return new KubeError(`watch ${source.kind}`, {
    status: 503,
    reason: 'WatchEnded',
    message: 'the server ends each watch as soon as it is opened',
  });
}
