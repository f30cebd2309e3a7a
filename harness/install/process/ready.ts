import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { messageOf } from '../../common/message-of.ts';
import { HarnessError } from '../../scenario/errors.ts';
import { eventually } from '../../wait/eventually.ts';
import type { Readiness } from '../steps/types.ts';
import type { WaitOptions } from '../workload.ts';
import { assertRuns, type RunningProcess } from './start.ts';

const patienceMs = 2_000;

/** Waits until all that `ready` asks for is so. Throws HarnessError where the process ends or the time is over. */
export async function awaitReady(
  running: RunningProcess,
  ready: Readiness,
  { policy, ...tools }: WaitOptions,
): Promise<void> {
  const { satisfied, last } = await eventually(
    policy,
    async () => {
      assertRuns(running);
      const lacks = await Promise.all([
        ready.log === undefined ? undefined : findLogLack(running, ready.log),
        ready.tcp === undefined ? undefined : findTcpLack(ready.tcp),
        ready.http === undefined ? undefined : findHttpLack(ready.http),
      ]);
      const observed = lacks.filter((lack) => lack !== undefined);
      return { mismatches: observed.map((lack) => ({ path: 'ready', expected: 'ready', observed: lack })) };
    },
    tools,
  );
  assertRuns(running);
  if (!satisfied) {
    const seen = last?.mismatches.map(({ observed }) => observed).join('; ') ?? 'nothing was seen';
    throw new HarnessError(`The process ${running.name} was not ready within ${policy.timeoutMs} ms: ${seen}.`);
  }
}

function findLogLack({ log }: RunningProcess, pattern: string): string | undefined {
  const expression = new RegExp(pattern);
  return log.lines().some((line) => expression.test(line)) ? undefined : `no line of its output matches ${pattern}`;
}

async function findTcpLack(target: string): Promise<string | undefined> {
  const at = target.lastIndexOf(':');
  const host = target.slice(0, at).replace(/^\[|\]$/g, '');
  let socket: Socket | undefined;
  try {
    // A port that is no number throws here.
    socket = connect({ host, port: Number(target.slice(at + 1)), timeout: patienceMs });
    socket.once('timeout', () => socket?.destroy(new Error(`no answer within ${patienceMs} ms`)));
    await once(socket, 'connect');
    return undefined;
  } catch (error) {
    return `${target} does not accept connections (${messageOf(error)})`;
  } finally {
    socket?.destroy();
  }
}

async function findHttpLack(url: string): Promise<string | undefined> {
  try {
    const { status } = await fetch(url, { signal: AbortSignal.timeout(patienceMs), redirect: 'manual' });
    return status < 400 ? undefined : `${url} answers ${status}`;
  } catch (error) {
    return `${url} does not answer (${messageOf(error instanceof Error && error.cause ? error.cause : error)})`;
  }
}
