import { constants, type ServerHttp2Stream } from 'node:http2';
import { readLine } from './read-job.ts';
import { readLines } from './read-lines.ts';
import { runJob } from './run-job.ts';
import type { Connect, Job, Outcome, Running, Stage } from './types.ts';

/** The path of the one version that there is. */
export const EXCHANGES_PATH = '/exchanges/v1';

/** On their way at the same time; more wait for their turn. */
const AT_ONCE = 128;
/** How often it is told how far those got that take long. */
const TELL_EVERY_MS = 500;

interface Turn {
  job: Job;
  stage: Stage;
  told: Stage;
  startedAt: number;
  running: Running;
}

/**
 * Sends requests on behalf of who cannot be in the pod, and judges nothing: each line that comes is a job (`Job`), each that goes
 * is what came of one, in the order in which they end: `{ id, ms, answer }` or `{ id, ms, failure }`, where `ms` is the time that
 * it took from here. `{ cancel: id }` gives one up, and `{ id, stage }` tells how far one got that takes long. Ends with the
 * stream, and all jobs with it.
 */
export function serveExchanges(stream: ServerHttp2Stream, connect: Connect): void {
  const turns = new Map<number, Turn>();
  const waiting: Job[] = [];
  let lines: string[] = [];

  const flush = (): void => {
    if (!stream.destroyed && stream.writable) stream.write(lines.join(''));
    lines = [];
  };
  /** Those that come at the same time go together. */
  const write = (line: object): void => {
    if (lines.push(`${JSON.stringify(line)}\n`) === 1) setImmediate(flush);
  };
  const begin = (job: Job): void => {
    const turn: Omit<Turn, 'running'> = { job, stage: 'connecting', told: 'connecting', startedAt: performance.now() };
    const running = runJob(job, connect, (stage) => {
      turn.stage = stage;
    });
    // One object, whose stage is looked at later.
    const entry: Turn = Object.assign(turn, { running });
    turns.set(job.id, entry);
    void running.outcome.then((outcome) => end(entry, outcome));
  };
  const end = (turn: Turn, outcome: Outcome): void => {
    const { job, startedAt } = turn;
    if (turns.get(job.id) !== turn) return;
    turns.delete(job.id);
    write({ id: job.id, ms: Math.round((performance.now() - startedAt) * 10) / 10, ...outcome });
    beginNext();
  };
  const beginNext = (): void => {
    while (turns.size < AT_ONCE) {
      const job = waiting.shift();
      if (!job) return;
      begin(job);
    }
  };
  const cancel = (id: number): void => {
    const turn = turns.get(id);
    turns.delete(id);
    turn?.running.cancel();
    const place = waiting.findIndex((job) => job.id === id);
    if (place >= 0) waiting.splice(place, 1);
    beginNext();
  };
  const telling = setInterval(() => {
    for (const turn of turns.values()) {
      if (turn.stage === turn.told) continue;
      turn.told = turn.stage;
      write({ id: turn.job.id, stage: turn.stage });
    }
  }, TELL_EVERY_MS);

  stream.respond({ ':status': 200 });
  stream.once('close', () => {
    clearInterval(telling);
    waiting.length = 0;
    for (const { running } of turns.values()) running.cancel();
    turns.clear();
  });
  stream.once('end', () => stream.end());
  readLines(stream, (line) => {
    const read = readLine(line);
    if (!read) stream.close(constants.NGHTTP2_PROTOCOL_ERROR);
    else if ('cancel' in read) cancel(read.cancel);
    else {
      waiting.push(read);
      beginNext();
    }
  });
}
