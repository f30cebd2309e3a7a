import type { LogContext } from '../../protocols/types.ts';
import type { Judging, Sending } from '../context.ts';

/** Reads the logs of pods by the Kubernetes API. */
export function createLogContext(
  { api, backends, clock }: Pick<Judging & Sending, 'api' | 'backends' | 'clock'>,
  signal: AbortSignal,
): LogContext {
  return {
    backends,
    clock,
    signal,
    async readLog({ namespace, pod }, since) {
      return (await api.podLogs(namespace, pod, since)).split('\n');
    },
  };
}
