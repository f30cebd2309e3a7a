import { setMaxListeners } from 'node:events';
import type { KubeObject, ObjectKey } from '../../scenario/kubernetes.ts';
import type { Discovery } from '../discovery.ts';
import type { Requests } from '../requests.ts';
import type { KubeTiming } from '../timing.ts';
import type { WatchCache } from './cache.ts';
import { startSharedWatch } from './shared.ts';
import type { WriteLog } from './writes.ts';

export interface Observers {
  observe(key: ObjectKey, signal: AbortSignal, every: boolean): AsyncIterable<KubeObject | undefined>;
  observeAll(apiVersion: string, kind: string, signal: AbortSignal): AsyncIterable<readonly KubeObject[]>;
  close(): void;
}

export interface ObserverParts {
  discovery: Discovery;
  requests: Requests;
  writes: WriteLog;
  timing: KubeTiming;
  signal: AbortSignal;
}

/** One shared watch for each apiVersion and kind, begun by its first observer and kept until `close`. */
export function createObservers(parts: ObserverParts): Observers {
  const closing = new AbortController();
  const signal = AbortSignal.any([parts.signal, closing.signal]);
  setMaxListeners(0, signal);
  const watches = new Map<string, WatchCache>();

  function watchOf(apiVersion: string, kind: string): WatchCache {
    const id = `${apiVersion}/${kind}`;
    const present = watches.get(id);
    if (present) {
      return present;
    }
    const resource = () => parts.discovery.resolve(apiVersion, kind);
    const started = startSharedWatch(
      {
        apiVersion,
        kind,
        list: async (until) => parts.requests.list(await resource(), { apiVersion, kind }, until),
        open: async (version, until) => parts.requests.watch(await resource(), { apiVersion, kind }, version, until),
      },
      parts.timing,
      signal,
      () => watches.delete(id),
    );
    watches.set(id, started);
    return started;
  }

  return {
    observe: (key, until, every) =>
      watchOf(key.apiVersion, key.kind).observe(key, parts.writes.last(key), { every, signal: until }),
    observeAll: (apiVersion, kind, until) => watchOf(apiVersion, kind).observeAll(until),
    close: () => closing.abort(),
  };
}
