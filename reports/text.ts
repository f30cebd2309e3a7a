import type { TlsRecord } from '../harness/result/exchanges.ts';
import type { DistributionRecord, ExchangeRecord, MismatchRecord } from '../harness/result/types.ts';

/** `450 ms`, `9.4 s`, `2 min 5 s`. */
export function formatDuration(ms: number): string {
  if (ms < 1000) return `${Math.round(ms)} ms`;
  if (ms < 60_000) return `${(ms / 1000).toFixed(1)} s`;
  const seconds = Math.round(ms / 1000);
  return `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
}

/** `1 scenario`, `2 scenarios`. */
export function countOf(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}

/** Rows of cells as lines with aligned columns, no trailing blanks. */
export function alignColumns(rows: readonly (readonly string[])[], gap = '  '): string[] {
  const widths: number[] = [];
  for (const row of rows) {
    row.forEach((cell, index) => {
      widths[index] = Math.max(widths[index] ?? 0, cell.length);
    });
  }
  return rows.map((row) =>
    row
      .map((cell, index) => cell.padEnd(widths[index] ?? 0))
      .join(gap)
      .trimEnd(),
  );
}

/** Expected and observed under one another: `response.status  expected 404`, `observed 200`. */
export function mismatchLines(mismatches: readonly MismatchRecord[]): string[] {
  return alignColumns(
    mismatches.flatMap((mismatch) => [
      [mismatch.path, 'expected', oneLine(mismatch.expected)],
      ['', 'observed', oneLine(mismatch.observed)],
    ]),
  );
}

/** What was sent and what came back, in short: bodies are cut. */
export function exchangeLines(exchange: ExchangeRecord): { sent: string[]; came: string[] } {
  const { line, remote, sent, received, error } = exchange;
  return {
    sent: (remote === '' ? [line] : [`${line} (to ${remote})`, ...sideLines(sent)]).map(oneLine),
    came: [...(received ? sideLines(received) : []), ...(error === undefined ? [] : [error])].map(oneLine),
  };
}

type Side = NonNullable<ExchangeRecord['received']> | ExchangeRecord['sent'];

function sideLines(side: Side): string[] {
  return [
    ...('status' in side ? [`status ${side.status}`] : []),
    ...('message' in side && side.message ? [side.message] : []),
    ...('tls' in side && side.tls ? [tlsLine(side.tls)] : []),
    ...(side.headers ?? []).map(headerLine),
    ...(side.body ? [shorten(side.body)] : []),
    ...('trailers' in side ? (side.trailers ?? []).map(headerLine) : []),
    ...('closeCode' in side ? [`closed with ${side.closeCode}`] : []),
  ];
}

function tlsLine({ protocol, alpn, authorized, authorizationError, subjectAltNames }: TlsRecord): string {
  const verified = authorized ? 'verified' : `not verified: ${authorizationError ?? 'no reason given'}`;
  const names = subjectAltNames.join(', ') || 'no names';
  return `${protocol}${alpn === '' ? '' : `, ${alpn}`}, certificate for ${names} (${verified})`;
}

/** The shares of a weight test, one line for each backend. */
export function distributionLines(record: DistributionRecord): string[] {
  const shares = record.shares.map((share) => [
    share.backend,
    `expected ${percent(share.expected)} ± ${percent(record.tolerance)}`,
    `observed ${percent(share.observed)}`,
    `(${percent(share.low)} to ${percent(share.high)}, ${share.count} of ${record.requests})`,
  ]);
  return alignColumns(shares);
}

/** One line, cut at 400 characters; line breaks become spaces. */
export function shorten(text: string, length = 400): string {
  const flat = oneLine(text);
  return flat.length > length ? `${flat.slice(0, length)}… (${flat.length} characters)` : flat;
}

/** Line breaks become spaces. */
export function oneLine(text: string): string {
  return text.replaceAll(/\s*\n\s*/g, ' ').trim();
}

function headerLine([name, value]: readonly [string, string]): string {
  return `${name}: ${value}`;
}

function percent(share: number): string {
  return `${(share * 100).toFixed(1)} %`;
}
