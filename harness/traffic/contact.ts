import { setMaxListeners } from 'node:events';
import { connect } from 'node:net';
import type { Clock } from '../wait/types.ts';
import type { Dial, HttpClient } from './types.ts';

type Remote = Parameters<HttpClient['reach']>[0];

/** First and longest pause between two knocks, ms. */
const PAUSE_MS = { first: 10, most: 100 };
/**
 * A connection request that is lost is sent again by the system after 1, 3, 7 and 15 s: a new one finds out sooner. It
 * gets longer each time, for a network on which it takes that long.
 */
const KNOCK_MS = { first: 1_000, factor: 1.5 };

interface Door {
  /** A connection was accepted, now or earlier. */
  open: boolean;
  /** Somebody knocks. */
  busy: boolean;
  /** Called when it opens. */
  waiting: Set<() => void>;
}

/**
 * Waits until a remote accepts connections for the first time: one connection at a time is opened and closed again, on
 * behalf of all who wait, in the place of as many requests that hang or are refused. A remote that was there once is
 * not asked again.
 */
export function createContacts(dial: Dial, clock: Clock): HttpClient['reach'] {
  const doors = new Map<string, Door>();

  const knockUntilOpen = async (remote: Remote, door: Door): Promise<void> => {
    door.busy = true;
    let limit = KNOCK_MS.first;
    let pause = PAUSE_MS.first;
    while (door.waiting.size > 0) {
      door.open = await knock(dial, remote, clock, limit);
      if (door.open) break;
      limit *= KNOCK_MS.factor;
      await new Promise<void>((resolve) => void clock.alarm(pause, resolve));
      pause = Math.min(PAUSE_MS.most, pause * 2);
    }
    door.busy = false;
    for (const enter of [...door.waiting]) enter();
  };

  return async (remote, { timeoutMs, signal }) => {
    signal.throwIfAborted();
    const name = `${remote.address} ${remote.port}`;
    const door = doors.get(name) ?? { open: false, busy: false, waiting: new Set() };
    doors.set(name, door);
    if (door.open) return;
    await new Promise<void>((resolve, reject) => {
      const leave = (): void => {
        cancel();
        signal.removeEventListener('abort', abort);
        door.waiting.delete(enter);
      };
      const enter = (): void => {
        leave();
        resolve();
      };
      const abort = (): void => {
        leave();
        reject(signal.reason);
      };
      const cancel = clock.alarm(timeoutMs, enter);
      // All rows of a step may wait under one signal, each letting go of it.
      setMaxListeners(0, signal);
      signal.addEventListener('abort', abort, { once: true });
      door.waiting.add(enter);
      if (!door.busy) void knockUntilOpen(remote, door);
    });
  };
}

/** Whether a connection is accepted within the limit, ms. */
function knock(dial: Dial, remote: Remote, clock: Clock, limitMs: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(dial(remote.address, remote.port));
    const end = (open: boolean): void => {
      cancel();
      socket.destroy();
      resolve(open);
    };
    const cancel = clock.alarm(limitMs, () => end(false));
    socket.once('connect', () => end(true));
    socket.on('error', () => end(false));
  });
}
