import type { KubeObject, ObjectKey } from '../../scenario/kubernetes.ts';
import { keyOf, localName } from '../key.ts';
import { type Channel, createChannel } from './channel.ts';
import { includesWrite, type LastWrite } from './writes.ts';

/** Objects of one kind as last seen, and those who want to be told. */
export interface WatchCache {
  /** Replaces everything by a list; observers are told of what differs. */
  replace(objects: readonly KubeObject[], resourceVersion: string): void;
  change(object: KubeObject, resourceVersion: string): void;
  remove(object: KubeObject, resourceVersion: string): void;
  /** Everything up to this version has been seen. */
  advance(resourceVersion: string): void;
  fail(error: Error): void;
  endAll(): void;
  observe(
    key: ObjectKey,
    write: LastWrite | undefined,
    options: { every: boolean; signal: AbortSignal },
  ): AsyncIterable<KubeObject | undefined>;
  /** All objects once they are listed, and again after each change; a slow reader gets the newest state only. */
  observeAll(signal: AbortSignal): AsyncIterable<readonly KubeObject[]>;
}

interface Observer {
  name: string;
  write: LastWrite | undefined;
  /** False until the cache has caught up with this client's last write to the object. */
  started: boolean;
  channel: Channel<KubeObject | undefined>;
}

export function createWatchCache(): WatchCache {
  let objects = new Map<string, KubeObject>();
  let seenVersion = '';
  let isListed = false;
  let failure: Error | undefined;
  const observers = new Set<Observer>();
  const allObservers = new Set<Channel<readonly KubeObject[]>>();

  function startIfReady(observer: Observer): void {
    const present = objects.get(observer.name);
    if (!observer.started && isListed && includesWrite(observer.write, present, seenVersion)) {
      observer.started = true;
      observer.channel.push(present);
    }
  }
  function tell(names: ReadonlySet<string>): void {
    for (const observer of observers) {
      if (!observer.started) {
        startIfReady(observer);
      } else if (names.has(observer.name)) {
        observer.channel.push(objects.get(observer.name));
      }
    }
    if (names.size > 0) tellAll();
  }
  function tellAll(): void {
    for (const channel of allObservers) {
      channel.push([...objects.values()]);
    }
  }

  return {
    replace(list, resourceVersion) {
      const next = new Map(list.map((object) => [localName(keyOf(object)), object]));
      const differing = findDifferences(objects, next);
      const isFirst = !isListed;
      objects = next;
      seenVersion = resourceVersion;
      isListed = true;
      tell(differing);
      if (isFirst && differing.size === 0) tellAll();
    },
    change(object, resourceVersion) {
      const name = localName(keyOf(object));
      objects.set(name, object);
      seenVersion = resourceVersion || seenVersion;
      tell(new Set([name]));
    },
    remove(object, resourceVersion) {
      const name = localName(keyOf(object));
      objects.delete(name);
      seenVersion = resourceVersion || seenVersion;
      tell(new Set([name]));
    },
    advance(resourceVersion) {
      seenVersion = resourceVersion || seenVersion;
      tell(new Set());
    },
    fail(error) {
      failure = error;
      for (const channel of [...[...observers].map((observer) => observer.channel), ...allObservers]) {
        channel.fail(error);
      }
    },
    endAll() {
      for (const channel of [...[...observers].map((observer) => observer.channel), ...allObservers]) {
        channel.end();
      }
    },
    observe(key, write, { every, signal }) {
      const channel = createChannel<KubeObject | undefined>(every, () => {
        observers.delete(observer);
        signal.removeEventListener('abort', channel.end);
      });
      const observer: Observer = { name: localName(key), write, started: false, channel };
      observers.add(observer);
      signal.addEventListener('abort', channel.end, { once: true });
      if (signal.aborted) {
        channel.end();
      } else if (failure) {
        channel.fail(failure);
      } else {
        startIfReady(observer);
      }
      return channel.states();
    },
    observeAll(signal) {
      const channel = createChannel<readonly KubeObject[]>(false, () => {
        allObservers.delete(channel);
        signal.removeEventListener('abort', channel.end);
      });
      allObservers.add(channel);
      signal.addEventListener('abort', channel.end, { once: true });
      if (signal.aborted) {
        channel.end();
      } else if (failure) {
        channel.fail(failure);
      } else if (isListed) {
        channel.push([...objects.values()]);
      }
      return channel.states();
    },
  };
}

function findDifferences(before: ReadonlyMap<string, KubeObject>, after: ReadonlyMap<string, KubeObject>): Set<string> {
  const names = new Set<string>();
  for (const [name, object] of after) {
    const old = before.get(name);
    if (old?.metadata.resourceVersion !== object.metadata.resourceVersion || !old) {
      names.add(name);
    }
  }
  for (const name of before.keys()) {
    if (!after.has(name)) {
      names.add(name);
    }
  }
  return names;
}
