import { setMaxListeners } from 'node:events';
import { connect } from 'node:net';
import type { Clock } from '../../wait/types.ts';
import type { Dial, Link, Remote } from '../types.ts';
import { explainUnreached } from './unreached.ts';

/** First and longest pause between two tries to connect, ms. */
const PAUSE_MS = { first: 10, most: 100 };
/**
 * A connection request that is lost is sent again by the system after 1, 3 and 7 s. So another one is made soon, beside
 * those that are on their way: each gets so long, for a network on which it takes that long.
 */
const TRY_MS = { every: 250, limit: 3_000 };

/** A remote that somebody waits for, or that was there once. */
interface Port {
  /** A connection was accepted, now or earlier. */
  open: boolean;
  /** Somebody tries to connect. */
  busy: boolean;
  /** Called when it opens. */
  waiting: Set<() => void>;
}

/**
 * Waits until a remote accepts connections for the first time: connections are opened and closed again one after the
 * other, on behalf of all who wait, in the place of as many requests that hang or are refused. A remote that was there
 * once is not asked again.
 */
export function createReach({
  dial,
  clock,
}: Link): (remote: Remote, options: { timeoutMs: number; signal: AbortSignal }) => Promise<void> {
  const ports = new Map<string, Port>();

  const connectUntilOpen = async (remote: Remote, port: Port): Promise<void> => {
    port.busy = true;
    const tries = new Set<Try>();
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
    while (port.waiting.size > 0 && !port.open) {
      const begun = tryToConnect(dial, remote, clock, (open, hopeless) => {
        tries.delete(begun);
        port.open ||= open;
        // Where there is no way, another address may lead there: nobody waits for this one.
        if (hopeless) for (const goOn of [...port.waiting]) goOn();
        endPause();
      });
      tries.add(begun);
      await pauseFor(TRY_MS.every);
      if (port.open || tries.has(begun)) continue;
      await pauseFor(pause);
      pause = Math.min(PAUSE_MS.most, pause * 2);
    }
    for (const { end } of tries) end();
    port.busy = false;
    for (const goOn of [...port.waiting]) goOn();
  };

  return async (remote, { timeoutMs, signal }) => {
    signal.throwIfAborted();
    const name = `${remote.address} ${remote.port}`;
    const port = ports.get(name) ?? { open: false, busy: false, waiting: new Set() };
    ports.set(name, port);
    if (port.open) return;
    await new Promise<void>((resolve, reject) => {
      const leave = (): void => {
        cancel();
        signal.removeEventListener('abort', abort);
        port.waiting.delete(goOn);
      };
      const goOn = (): void => {
        leave();
        resolve();
      };
      const abort = (): void => {
        leave();
        reject(signal.reason);
      };
      const cancel = clock.alarm(timeoutMs, goOn);
      // All rows of a step may wait under one signal, each letting go of it.
      setMaxListeners(0, signal);
      signal.addEventListener('abort', abort, { once: true });
      port.waiting.add(goOn);
      if (!port.busy) void connectUntilOpen(remote, port);
    });
  };
}

interface Try {
  /** Takes it back: it is answered no more. */
  end(): void;
}

/** Tries to connect. Tells whether that was accepted within the limit, and else whether there is no way there at all. */
function tryToConnect(
  dial: Dial,
  remote: Remote,
  clock: Clock,
  onAnswer: (open: boolean, hopeless: boolean) => void,
): Try {
  const socket = connect(dial(remote.address, remote.port));
  const end = (): void => {
    callOff();
    socket.removeAllListeners('connect');
    socket.destroy();
  };
  const answer = (open: boolean, hopeless = false): void => {
    end();
    onAnswer(open, hopeless);
  };
  const callOff = clock.alarm(TRY_MS.limit, () => answer(false));
  socket.once('connect', () => answer(true));
  socket.once('error', (error: NodeJS.ErrnoException) =>
    answer(false, explainUnreached({ code: error.code ?? '', message: error.message }) !== undefined),
  );
  // Closing one that is on its way may fail once more.
  socket.on('error', () => {});
  return { end };
}
