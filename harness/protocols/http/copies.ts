import type { HttpRequest } from '../../scenario/traffic/http.ts';
import { findBackend } from '../common/backends.ts';
import type { CopyFinder, LogContext } from '../types.ts';
import { CLOCK_SKEW_MS, COPY_WAIT_MS, MARKER } from './mirror.ts';
import type { HttpExchange } from './types.ts';

const LOOK_EVERY_MS = 400;
/** The log tells nothing new for so long: nothing more will come. */
const QUIET_MS = 1_200;

/** Copies of requests, told by the backend's log. */
export const httpCopies: CopyFinder<'http', HttpExchange> = {
  mark: (send: HttpRequest) => ({ ...send, unique: MARKER }),
  find: findCopies,
};

/** Which of the exchanges reached a pod of the backend too, by their markers. */
async function findCopies(
  exchanges: readonly HttpExchange[],
  label: string,
  { backends, readLog, clock, signal }: LogContext,
): Promise<readonly boolean[]> {
  const { pods, namespace } = findBackend(label, backends);
  const first = Math.min(...exchanges.map(({ startedAt }) => Date.parse(startedAt)));
  const since = new Date(first - CLOCK_SKEW_MS);
  const end = clock.now() + COPY_WAIT_MS * 2;
  let found: ReadonlySet<string> = new Set();
  let changedAt = clock.now();
  while (clock.now() < end && clock.now() - changedAt < QUIET_MS) {
    const logs = await Promise.all([...pods].map((pod) => readLog({ namespace, pod }, since)));
    const now = new Set(logs.flat().flatMap(readMarkers));
    const count = exchanges.filter(({ request }) => now.has(request.marker ?? '')).length;
    if (count > exchanges.filter(({ request }) => found.has(request.marker ?? '')).length) changedAt = clock.now();
    found = now;
    if (count === exchanges.length) break;
    await clock.sleep(LOOK_EVERY_MS, signal);
  }
  return exchanges.map(({ request }) => found.has(request.marker ?? ''));
}

const MARKED = new RegExp(`${MARKER}=[\\w-]+`, 'g');

function readMarkers(line: string): readonly string[] {
  return line.match(MARKED) ?? [];
}
