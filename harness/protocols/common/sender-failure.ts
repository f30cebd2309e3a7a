import { ExchangeError } from './exchange.ts';
import type { SenderFailure } from './sender.ts';

/** As if the connection had been ours. */
export function toExchangeError({ code, message, unopened, status, length = 0 }: SenderFailure): ExchangeError {
  if (unopened) {
    // Whatever else keeps a pod from there counts against who leads its connections.
    return code === 'ECONNREFUSED'
      ? new ExchangeError(code, message)
      : new ExchangeError('ECONNRESET', 'the connection could not be opened from the pod');
  }
  if (status !== undefined) {
    return new ExchangeError(code, `the response ended early, after status ${status} and ${length} bytes of the body`);
  }
  return new ExchangeError(code, message || 'the connection was closed without a response');
}
