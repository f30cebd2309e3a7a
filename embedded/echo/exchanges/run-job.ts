import type { Duplex } from 'node:stream';
import { describeError } from './failure.ts';
import { sendHttp1 } from './http1.ts';
import { sendHttp2 } from './http2.ts';
import type { Connect, Job, Outcome, Running, Stage } from './types.ts';

/** Sends one request over a connection of its own, which is closed afterwards. Never rejects. */
export function runJob(job: Job, connect: Connect, onStage: (stage: Stage) => void): Running {
  let opened: Duplex | undefined;
  let cancelled = false;
  const run = async (): Promise<Outcome> => {
    try {
      opened = await connect(job.host, job.port);
    } catch (error) {
      return { failure: { ...describeError(error), unopened: true } };
    }
    opened.on('error', () => {});
    // A session of HTTP/2 would wait for ever on one that the other side has ended.
    opened.allowHalfOpen = false;
    try {
      if (cancelled) return { failure: { code: 'ECANCELED', message: 'given up' } };
      return await ('http1' in job ? sendHttp1(opened, job.http1, onStage) : sendHttp2(opened, job.http2, onStage));
    } catch (error) {
      // What cannot be written, such as a header with a line break.
      return { failure: describeError(error) };
    } finally {
      opened.destroy();
    }
  };
  return {
    outcome: run(),
    cancel() {
      cancelled = true;
      opened?.destroy();
    },
  };
}
