import type { InsidePlace } from '../../../protocols/types.ts';
import { type ClientAnswer, readAnswers } from './answers.ts';
import { explainFailure } from './failure.ts';
import type { CommandRunner } from './run-command.ts';
import { type ClientRequest, writeWords } from './words.ts';

/** Sends requests from inside pods by running the echo image's client there. */
export interface ExecClient {
  /** Rejects with NoConnection where nobody answered, with another error where the client could not be run. */
  send(place: InsidePlace, request: ClientRequest, signal: AbortSignal): Promise<ClientAnswer>;
  close(): void;
}

interface Waiting {
  signal: AbortSignal;
  resolve(answer: ClientAnswer): void;
  reject(error: unknown): void;
}

/** Requests that are the same: one command sends many. */
interface Batch {
  place: InsidePlace;
  words: readonly string[];
  waiting: Waiting[];
}

/** Commands at the same time: each is a process in a pod, and some requests of the API server. */
const COMMANDS = 6;
/** Requests of one command. */
const MOST = 100;

export function createExecClient(runner: Pick<CommandRunner, 'run' | 'close'>): ExecClient {
  /** By what is sent, or by a key of its own where it must not be joined with others. */
  const batches = new Map<string | symbol, Batch>();
  const closing = new AbortController();
  let running = 0;

  const runBatch = async ({ place, words }: Batch, waiting: readonly Waiting[]): Promise<void> => {
    const count = waiting.length;
    const [only] = waiting;
    const signal = only && count === 1 ? AbortSignal.any([only.signal, closing.signal]) : closing.signal;
    try {
      const command = count === 1 ? words : [...words, `--count=${count}`];
      const outcome = await runner.run({ ...place, container: place.clientContainer }, command, signal);
      const answers = outcome.failure === undefined ? readAnswers(outcome.stdout) : [];
      if (answers.length === count) for (const [index, answer] of answers.entries()) waiting[index]?.resolve(answer);
      // One without an answer takes those of the others along, so that each is asked for by itself.
      else if (count > 1) for (const one of waiting) batches.set(Symbol(), { place, words, waiting: [one] });
      else only?.reject(explainFailure(outcome));
    } catch (error) {
      for (const { reject } of waiting) reject(error);
    }
  };

  const start = (): void => {
    for (const [key, batch] of batches) {
      if (running === COMMANDS) return;
      batch.waiting = batch.waiting.filter(({ signal }) => !signal.aborted);
      const taken = batch.waiting.splice(0, MOST);
      if (batch.waiting.length === 0) batches.delete(key);
      if (taken.length === 0) continue;
      running += 1;
      void runBatch(batch, taken).finally(() => {
        running -= 1;
        start();
      });
    }
  };

  return {
    send: (place, request, signal) =>
      new Promise((resolve, reject) => {
        const words = writeWords(place, request);
        const key = JSON.stringify([place.namespace, place.pod, words]);
        const batch = batches.get(key) ?? { place, words, waiting: [] };
        batches.set(key, batch);
        batch.waiting.push({ signal, resolve, reject });
        start();
      }),
    close() {
      closing.abort();
      batches.clear();
      runner.close();
    },
  };
}
