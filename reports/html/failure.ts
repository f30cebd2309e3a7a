import type { Evidence, ExchangeRecord, RowResult, RunResult } from '../../harness/result/types.ts';
import { findClauses } from '../clauses.ts';
import { distributionLines, exchangeLines, formatDuration } from '../text.ts';
import { html, type Markup, preformatted, when } from './markup.ts';

/** Exchanges that a page shows of a row: all of them are in the evidence folder. */
const SHOWN_EXCHANGES = 3;
const SHOWN_LOG_LINES = 40;
/** Objects as JSON; longer ones are cut. */
const GREATEST_OBJECTS = 20_000;

/** Everything that is known of a row that failed: clause, difference, what was sent and came, and the cluster. */
export function describeFailure(result: RunResult, row: RowResult): Markup {
  const last = row.evidence?.exchanges.at(-1);
  return html`${row.outcome === 'failed' ? describeClauses(result, row) : ''}
${row.mismatches.length > 0 ? describeMismatches(row) : ''}
${when(row.distribution, (record) => html`<h4>Shares</h4>${preformatted(distributionLines(record), 'shares')}`)}
${when(last, (exchange) => describeExchange(exchange, 'The last exchange', row))}
${when(row.evidence, (evidence) => describeEvidence(evidence, row))}`;
}

function describeClauses(result: RunResult, row: RowResult): Markup {
  const clauses = findClauses(result, row);
  if (clauses.length === 0) return '';
  return html`<h4>What the specification asks</h4><ul>${clauses.map(
    ({ id, level, text, url }) => html`<li><strong>${level}</strong> ${text} <a href="${safeUrl(url)}">${id}</a></li>`,
  )}</ul>`;
}

/** A link leads to a page or nowhere. */
export function safeUrl(url: string): string {
  return /^https?:\/\//i.test(url) ? url : '#';
}

function describeMismatches({ mismatches }: RowResult): Markup {
  return html`<h4>Difference</h4><div class="scroll" tabindex="0"><table><thead><tr><th scope="col">Where</th><th scope="col">Expected</th><th scope="col">Observed</th></tr></thead><tbody>${mismatches.map(
    ({ path, expected, observed }) =>
      html`<tr><td><code>${path}</code></td><td><code>${expected}</code></td><td><code>${observed}</code></td></tr>`,
  )}</tbody></table></div>`;
}

function describeExchange(exchange: ExchangeRecord, title: string, { mismatches }: RowResult): Markup {
  const { sent, came } = exchangeLines(exchange);
  const wanted = mismatches.map(({ path, expected }) => `${path}: ${expected}`);
  return html`<h4>${title}, ${exchange.startedAt}, ${formatDuration(exchange.durationMs)}</h4>
<div class="sides"><div><h4>Sent</h4>${preformatted(sent, 'what was sent')}</div><div><h4>Came</h4>${preformatted(came, 'what came back')}</div><div><h4>Expected</h4>${preformatted(wanted, 'what was expected')}</div></div>`;
}

function describeEvidence({ exchanges, objects, events, logs }: Evidence, row: RowResult): Markup {
  const earlier = exchanges.slice(0, -1).slice(-SHOWN_EXCHANGES);
  return html`${
    earlier.length > 0
      ? fold(
          `${earlier.length} of ${exchanges.length - 1} exchanges before`,
          earlier.map((one) => describeExchange(one, 'Exchange', { ...row, mismatches: [] })),
        )
      : ''
  }
${objects.length > 0 ? fold(`${objects.length} objects, with their conditions`, asJson(objects, 'objects')) : ''}
${events.length > 0 ? fold(`${events.length} events`, asJson(events, 'events')) : ''}
${logs.map(({ source, lines }) => fold(`Log of ${source}`, preformatted(lines.slice(-SHOWN_LOG_LINES), `log of ${source}`)))}`;
}

function fold(title: string, content: Markup): Markup {
  return html`<details><summary>${title}</summary>${content}</details>`;
}

function asJson(values: readonly unknown[], label: string): Markup {
  const text = values.map((value) => JSON.stringify(value, null, 2)).join('\n');
  const cut = text.length > GREATEST_OBJECTS;
  return preformatted([cut ? `${text.slice(0, GREATEST_OBJECTS)}\n… (${text.length} characters)` : text], label);
}
