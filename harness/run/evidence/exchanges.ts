import { toExchangeRecord } from '../../protocols/http/record.ts';
import type { HttpExchange } from '../../protocols/http/types.ts';
import type { ExchangeRecord } from '../../result/types.ts';
import { redactHeaders, redactText } from './redact-text.ts';

// A row that is tried for a minute makes hundreds: how it began and how it ended tell the story.
const firstExchanges = 10;
const lastExchanges = 90;
const greatestBody = 8 * 1024;

/** Records of the exchanges in their order, credentials hidden, long bodies cut. Records are taken as they are too. */
export function collectExchanges(exchanges: readonly (HttpExchange | ExchangeRecord)[]): ExchangeRecord[] {
  const left = exchanges.length - firstExchanges - lastExchanges;
  if (left <= 0) {
    return exchanges.map(toRedacted);
  }
  const first = exchanges.slice(0, firstExchanges).map(toRedacted);
  const last = exchanges.slice(-lastExchanges).map(toRedacted);
  const gap: ExchangeRecord = {
    startedAt: last[0]?.startedAt ?? '',
    durationMs: 0,
    line: `(${left} exchanges left out)`,
    remote: '',
    requestHeaders: [],
  };
  return [...first, gap, ...last];
}

function toRedacted(exchange: HttpExchange | ExchangeRecord): ExchangeRecord {
  const record = 'line' in exchange ? exchange : toExchangeRecord(exchange);
  const { requestBody, responseHeaders, responseBody, error } = record;
  return {
    ...record,
    line: redactText(record.line),
    requestHeaders: redactHeaders(record.requestHeaders),
    ...(requestBody === undefined ? {} : { requestBody: cut(redactText(requestBody)) }),
    ...(responseHeaders === undefined ? {} : { responseHeaders: redactHeaders(responseHeaders) }),
    ...(responseBody === undefined ? {} : { responseBody: cut(redactText(responseBody)) }),
    ...(error === undefined ? {} : { error: redactText(error) }),
  };
}

function cut(body: string): string {
  return body.length > greatestBody
    ? `${body.slice(0, greatestBody)} (${body.length - greatestBody} characters left out)`
    : body;
}
