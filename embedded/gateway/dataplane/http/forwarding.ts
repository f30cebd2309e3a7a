import type { HeaderLine } from '../../model/header.ts';
import { setHeader } from '../../routes/headers.ts';
import type { DataPlaneContext } from '../context.ts';
import { appendTo, upperCaseNames } from './headers.ts';
import type { ReceivedRequest } from './types.ts';

/** The headers with what a proxy tells its backend of the client. */
export function addForwarding(
  lines: readonly HeaderLine[],
  { client, scheme, host }: ReceivedRequest,
  { habits, requestId }: DataPlaneContext,
): readonly HeaderLine[] {
  let result = setHeader(appendTo(lines, 'X-Forwarded-For', client), 'X-Forwarded-Proto', scheme);
  if (habits.extraHeaders) {
    const added: HeaderLine[] = [
      ['X-Forwarded-Host', host],
      ['X-Request-Id', requestId()],
    ];
    result = [...appendTo(result, 'Via', '1.1 gwconf'), ...added];
  }
  return habits.upperCaseHeaders ? upperCaseNames(result) : result;
}
