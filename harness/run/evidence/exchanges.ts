import { protocolOf } from '../../protocols/index.ts';
import type { Exchange } from '../../protocols/types.ts';
import type { SentRecord } from '../../result/exchanges.ts';
import type { ExchangeRecord } from '../../result/types.ts';
import { redactHeaders, redactText } from './redact-text.ts';

// A row that is tried for a minute makes hundreds: how it began and how it ended tell the story.
const firstExchanges = 10;
const lastExchanges = 90;
const greatestBody = 8 * 1024;

/** Records of the exchanges in their order, credentials hidden, long bodies cut. */
export function collectExchanges(exchanges: readonly Exchange[]): ExchangeRecord[] {
  const left = exchanges.length - firstExchanges - lastExchanges;
  if (left <= 0) return exchanges.map(toRedacted);
  const first = exchanges.slice(0, firstExchanges).map(toRedacted);
  const last = exchanges.slice(-lastExchanges).map(toRedacted);
  const gap: ExchangeRecord = {
    protocol: 'none',
    startedAt: last[0]?.startedAt ?? '',
    durationMs: 0,
    line: `(${left} exchanges left out)`,
    remote: '',
    sent: {},
  };
  return [...first, gap, ...last];
}

function toRedacted(exchange: Exchange): ExchangeRecord {
  const record = protocolOf(exchange.protocol).record(exchange);
  const { repeat, received, error } = record;
  return {
    ...record,
    line: redactText(record.line),
    ...(repeat === undefined ? {} : { repeat: redactText(repeat) }),
    sent: redactSide(record.sent),
    ...(received === undefined ? {} : { received: redactSide(received) }),
    ...(error === undefined ? {} : { error: redactText(error) }),
  } as ExchangeRecord;
}

/** Whatever else a protocol tells of an answer, its headers and its text are where secrets may be. */
function redactSide<S extends SentRecord & { message?: string; trailers?: SentRecord['headers'] }>(side: S): S {
  const { headers, trailers, body, message } = side;
  return {
    ...side,
    ...(headers === undefined ? {} : { headers: redactHeaders(headers) }),
    ...(trailers === undefined ? {} : { trailers: redactHeaders(trailers) }),
    ...(body === undefined ? {} : { body: cut(redactText(body)) }),
    ...(message === undefined ? {} : { message: redactText(message) }),
  };
}

function cut(body: string): string {
  return body.length > greatestBody
    ? `${body.slice(0, greatestBody)} (${body.length - greatestBody} characters left out)`
    : body;
}
