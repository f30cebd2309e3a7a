import { setMaxListeners } from 'node:events';
import type { KindName, KubeObject, ObjectKey } from '../../scenario/kubernetes.ts';
import type { Discovery } from '../discovery.ts';
import type { Requests } from '../requests.ts';
import type { KubeTiming } from '../timing.ts';
import type { WatchCache } from './cache.ts';
import { startSharedWatch } from './shared.ts';
import type { WriteLog } from './writes.ts';

export interface Observers {
  observe(key: ObjectKey, signal: AbortSignal, every: boolean): AsyncIterable<KubeObject | undefined>;
  observeAll(kind: KindName, signal: AbortSignal): AsyncIterable<readonly KubeObject[]>;
  close(): void;
}

export interface ObserverParts {
  discovery: Discovery;
  requests: Requests;
  writes: WriteLog;
  timing: KubeTiming;
  signal: AbortSignal;
}

/** One shared watch for each kind, begun by its first observer and kept until `close`. */
export function createObservers(parts: ObserverParts): Observers {
  const closing = new AbortController();
  const signal = AbortSignal.any([parts.signal, closing.signal]);
  setMaxListeners(0, signal);
  const watches = new Map<string, WatchCache>();

  function watchOf({ group, kind }: KindName): WatchCache {
    const id = `${group}/${kind}`;
    const present = watches.get(id);
    if (present) {
      return present;
    }
    const name = { group, kind };
    const resource = () => parts.discovery.resolve(name);
    const started = startSharedWatch(
      {
        kind,
        list: async (until) => parts.requests.list(await resource(), name, {}, until),
        async open(version, until) {
          const { apiVersion, ...rest } = await resource();
          return { apiVersion, stream: await parts.requests.watch({ apiVersion, ...rest }, name, version, until) };
        },
      },
      parts.timing,
      signal,
      () => watches.delete(id),
    );
    watches.set(id, started);
    return started;
  }

  return {
    observe: (key, until, every) => watchOf(key).observe(key, parts.writes.last(key), { every, signal: until }),
    observeAll: (kind, until) => watchOf(kind).observeAll(until),
    close: () => closing.abort(),
  };
}
