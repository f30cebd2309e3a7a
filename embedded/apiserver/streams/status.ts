import { messageOf } from '../../../apimachinery/errors/message-of.ts';
import type { JsonObject } from '../../../apimachinery/types.ts';

const SUCCESS = { metadata: {}, status: 'Success' };

/** What the error stream tells at the end of a command. */
export function describeExit(code: number): JsonObject {
  if (code === 0) return SUCCESS;
  const message = `command terminated with non-zero exit code: exit status ${code}`;
  const causes = [{ reason: 'ExitCode', message: String(code) }];
  return { metadata: {}, status: 'Failure', message, reason: 'NonZeroExitCode', details: { causes } };
}

export function describeFailure(error: unknown): JsonObject {
  const message = messageOf(error);
  const causes = [{ message }];
  return {
    metadata: {},
    status: 'Failure',
    message: `Internal error occurred: ${message}`,
    reason: 'InternalError',
    details: { causes },
    code: 500,
  };
}
