import { show } from '../../match/format.ts';
import type { FieldMismatch } from '../../scenario/custom.ts';
import { HarnessError } from '../../scenario/errors.ts';
import type { BackendSaw, HttpExpectation, HttpRequest, MirrorExpectation } from '../../scenario/traffic/http.ts';
import { findBackend } from '../common/backends.ts';
import { parseObject } from '../common/json.ts';
import type { LogContext } from '../types.ts';
import { matchSeen } from './backend.ts';
import { parseReceived } from './echo.ts';
import type { HttpExchange, ResolvedHttpRequest } from './types.ts';

/**
 * Name of a query parameter. The answer to a mirrored request is thrown away, so that only the log of the backend tells of
 * it; echo backends log a request with this parameter whole, and others its path, of which its value is a part.
 */
export const MARKER = 'echo-log';

/** A copy is sent aside from the answer, and its line is to be read from a file by then. */
export const COPY_WAIT_MS = 3_000;
const LOOK_EVERY_MS = 150;
/** The clock of the node may be another. */
export const CLOCK_SKEW_MS = 120_000;

/** What a request carries that has to be told from each other: one for which a copy is expected, or one that asks for it. */
export function createMarker({ unique }: HttpRequest, expect: HttpExpectation | undefined): string | undefined {
  return expect && 'mirrored' in expect && expect.mirrored ? MARKER : unique;
}

/** The request as it is sent this time: its marker gets a value that no other has. */
export function markRequest(request: ResolvedHttpRequest, value: string): ResolvedHttpRequest {
  if (request.marker === undefined) return request;
  const marker = `${request.marker}=${value}`;
  return { ...request, marker, path: `${request.path}${request.path.includes('?') ? '&' : '?'}${marker}` };
}

export function withoutMarker(path: string, marker: string | undefined): string {
  if (marker === undefined) return path;
  return path.replace(`&${marker}`, '').replace(`?${marker}&`, '?').replace(`?${marker}`, '');
}

/** A copy of the request must have reached a pod of each of the backends. */
export async function matchMirrored(
  { request, startedAt }: HttpExchange,
  { to, saw }: MirrorExpectation,
  context: LogContext,
): Promise<FieldMismatch[]> {
  const since = new Date(Date.parse(startedAt) - CLOCK_SKEW_MS);
  const found = to.map((label) => matchCopy(label, request, saw, since, context));
  return (await Promise.all(found)).flat();
}

async function matchCopy(
  label: string,
  request: ResolvedHttpRequest,
  saw: BackendSaw | undefined,
  since: Date,
  { backends, readLog, clock, signal }: LogContext,
): Promise<FieldMismatch[]> {
  const { pods, namespace } = findBackend(label, backends);
  const { marker = '' } = request;
  const end = clock.now() + COPY_WAIT_MS;
  for (;;) {
    const logs = await Promise.all([...pods].map((pod) => readLog({ namespace, pod }, since)));
    const line = logs.flat().find((one) => one.includes(marker));
    if (line !== undefined) return saw ? matchLine(line, label, request, saw) : [];
    if (clock.now() > end) {
      return [{ path: `copy to backend ${label}`, expected: `a request with ${marker} in its log`, observed: 'none' }];
    }
    await clock.sleep(LOOK_EVERY_MS, signal);
  }
}

function matchLine(line: string, label: string, request: ResolvedHttpRequest, saw: BackendSaw): FieldMismatch[] {
  const { marker } = request;
  const received = parseReceived(parseObject(line.slice(line.indexOf('{'))));
  if (!received) {
    const told = `its log says only ${show(line)}`;
    throw new HarnessError(`the image of backend ${label} does not tell what a mirrored request looked like: ${told}`);
  }
  const path = withoutMarker(received.path, marker);
  // Whether a copy keeps the host is not specified.
  const sent = { ...request, path: withoutMarker(request.path, marker), host: received.host };
  return matchSeen({ ...received, path }, sent, saw, `copy to backend ${label}`);
}
