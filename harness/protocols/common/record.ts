import type { ExchangeRecord } from '../../result/exchanges.ts';
import type { Exchange } from '../types.ts';
import { formatRemote } from './sockets.ts';

type Common = Pick<ExchangeRecord, 'startedAt' | 'durationMs' | 'line' | 'remote' | 'repeat' | 'error'>;

/**
 * What every record of an exchange says.
 * @param line what was sent, in one line
 * @param repeat a command that sends the same again
 */
export function commonRecord(exchange: Exchange, line: string, repeat: string): Common {
  const { startedAt, durationMs, remote, error } = exchange;
  return {
    startedAt,
    durationMs,
    line,
    remote: formatRemote(remote),
    repeat,
    ...(error ? { error: `${error.code}: ${error.message}` } : {}),
  };
}
