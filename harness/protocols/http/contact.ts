import { setMaxListeners } from 'node:events';
import { connect } from 'node:net';
import type { Clock } from '../../wait/types.ts';
import type { Dial, HttpClient } from './types.ts';

type Remote = Parameters<HttpClient['reach']>[0];

/** First and longest pause between two knocks, ms. */
const PAUSE_MS = { first: 10, most: 100 };
/**
 * A connection request that is lost is sent again by the system after 1, 3 and 7 s. So another one is made soon, beside
 * those that are on their way: each gets so long, for a network on which it takes that long.
 */
const KNOCK_MS = { every: 250, limit: 3_000 };

interface Door {
  /** A connection was accepted, now or earlier. */
  open: boolean;
  /** Somebody knocks. */
  busy: boolean;
  /** Called when it opens. */
  waiting: Set<() => void>;
}

/**
 * Waits until a remote accepts connections for the first time: connections are opened and closed again one after the
 * other, on behalf of all who wait, in the place of as many requests that hang or are refused. A remote that was there
 * once is not asked again.
 */
export function createContacts(dial: Dial, clock: Clock): HttpClient['reach'] {
  const doors = new Map<string, Door>();

  const knockUntilOpen = async (remote: Remote, door: Door): Promise<void> => {
    door.busy = true;
    const knocks = new Set<Knock>();
    let endPause = (): void => {};
    const pauseFor = (ms: number): Promise<void> =>
      new Promise((resolve) => {
        const callOff = clock.alarm(ms, resolve);
        endPause = () => {
          callOff();
          resolve();
        };
      });
    let pause = PAUSE_MS.first;
    while (door.waiting.size > 0 && !door.open) {
      const begun = knock(dial, remote, clock, (open) => {
        knocks.delete(begun);
        door.open ||= open;
        endPause();
      });
      knocks.add(begun);
      await pauseFor(KNOCK_MS.every);
      if (door.open || knocks.has(begun)) continue;
      await pauseFor(pause);
      pause = Math.min(PAUSE_MS.most, pause * 2);
    }
    for (const { end } of knocks) end();
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

interface Knock {
  /** Takes it back: it is answered no more. */
  end(): void;
}

/** Tries to connect. Tells whether that was accepted within the limit. */
function knock(dial: Dial, remote: Remote, clock: Clock, onAnswer: (open: boolean) => void): Knock {
  const socket = connect(dial(remote.address, remote.port));
  const end = (): void => {
    callOff();
    socket.removeAllListeners('connect');
    socket.destroy();
  };
  const answer = (open: boolean): void => {
    end();
    onAnswer(open);
  };
  const callOff = clock.alarm(KNOCK_MS.limit, () => answer(false));
  socket.once('connect', () => answer(true));
  socket.once('error', () => answer(false));
  // Closing one that is on its way may fail once more.
  socket.on('error', () => {});
  return { end };
}
