import type { EchoReply, ResolvedHttpRequest } from '../protocols/http/types.ts';
import type { FieldMismatch } from '../scenario/custom.ts';
import { HarnessError } from '../scenario/errors.ts';
import type { BackendSaw } from '../scenario/expectations.ts';
import { show, showChoice } from './format.ts';
import { matchHeaders } from './headers.ts';
import { isSameHost } from './host.ts';

/** Pods behind each backend that the scenario declared, by label. */
export type Backends = Readonly<Record<string, { pods: ReadonlySet<string>; namespace: string }>>;

/** The answer must come from a pod of one of these backends. */
export function matchBackend(
  echo: EchoReply | undefined,
  body: string,
  labels: readonly string[],
  backends: Backends,
): FieldMismatch[] {
  const expected = `an answer by backend ${showChoice(labels)}`;
  if (!echo) {
    return [{ path: 'backend', expected, observed: `an answer that is no backend's, with the body ${show(body)}` }];
  }
  const answered = labels.some((label) => isPodOf(echo, label, backends));
  return answered ? [] : [{ path: 'backend', expected, observed: `an answer by ${nameBackend(echo, backends)}` }];
}

/** `backend v2 (pod x in namespace y)`. */
export function nameBackend(echo: EchoReply, backends: Backends): string {
  const labels = Object.keys(backends).filter((label) => isPodOf(echo, label, backends));
  const pod = `pod ${echo.pod} in namespace ${echo.namespace}`;
  return labels.length > 0 ? `backend ${showChoice(labels)} (${pod})` : `${pod}, which is no backend of the scenario`;
}

function isPodOf(echo: EchoReply, label: string, backends: Backends): boolean {
  const backend = backends[label];
  if (!backend) {
    const known = Object.keys(backends).sort().join(', ') || 'none';
    throw new HarnessError(
      `a row expects backend "${label}", which the scenario does not declare (declared: ${known})`,
    );
  }
  return backend.namespace === echo.namespace && backend.pods.has(echo.pod);
}

/** What the backend received must be what was sent, save where the expectation says what it became. */
export function matchSeen(echo: EchoReply, sent: ResolvedHttpRequest, saw: BackendSaw = {}): FieldMismatch[] {
  const mismatches: FieldMismatch[] = [];
  const method = saw.method ?? sent.method;
  const path = saw.path ?? sent.path;
  const host = saw.host ?? sent.host;
  if (echo.method !== method) mismatches.push(report('method', method, echo.method));
  if (echo.path !== path) mismatches.push(report('path', path, echo.path));
  if (!isSameHost(echo.host, host)) mismatches.push(report('host', host, echo.host));
  const lines = Object.entries(echo.headers).flatMap(([name, values]) => {
    return values.map((value): [string, string] => [name, value]);
  });
  return [...mismatches, ...matchHeaders('backend saw header', lines, saw.headers ?? {})];
}

function report(part: string, expected: string, observed: string): FieldMismatch {
  return { path: `backend saw ${part}`, expected: show(expected), observed: show(observed) };
}
