import { quoteCommand } from '../../common/exec/quote.ts';
import { show } from '../../match/format.ts';
import type { FieldMismatch } from '../../scenario/custom.ts';
import type { TcpExpectation } from '../../scenario/traffic/tcp.ts';
import { describeAnswer, labelsOf, matchBackend, nameBackend } from '../common/backends.ts';
import { describeWithin, matchDuration } from '../common/duration.ts';
import { runExchange } from '../common/exchange.ts';
import { commonRecord } from '../common/record.ts';
import { matchNoAnswer, showError } from '../common/refused.ts';
import { openTcp, waitForConnection } from '../common/sockets.ts';
import type { Exchange, MatchContext, Protocol, Remote } from '../types.ts';
import { exchangeLines, type Lines, WHO } from './lines.ts';

interface ResolvedTcpRequest {
  lines: readonly string[];
}

interface TcpExchange extends Exchange, Partial<Lines> {
  protocol: 'tcp';
  request: ResolvedTcpRequest;
}

/** Lines of text over plain TCP. */
export const tcp: Protocol<'tcp', ResolvedTcpRequest, TcpExchange> = {
  name: 'tcp',
  resolve: ({ lines = [WHO] }) => ({ lines }),
  entry: () => ({ transport: 'tcp', tls: false, port: 9000 }),
  async send({ dial, clock }, remote, request, options) {
    const outcome = await runExchange(clock, options, async (progress) => {
      const socket = openTcp(dial(remote.address, remote.port), progress);
      await waitForConnection(socket);
      progress.stage = 'waiting for lines';
      return exchangeLines(socket, request.lines);
    });
    return { protocol: 'tcp', request, remote, ...outcome };
  },
  match: matchTcp,
  wantsAnswer: (expect) => !('connection' in expect),
  provesLive: (expect) => 'backend' in expect || 'oneOf' in expect,
  listBackends: (expect) => ('backend' in expect || 'oneOf' in expect ? labelsOf(expect) : []),
  describe: ({ lines = [WHO] }) => `lines ${lines.map(show).join(', ')}`,
  describeExpectation(expect) {
    if ('connection' in expect) return 'no answer';
    const from = 'backend' in expect || 'oneOf' in expect ? [describeAnswer(expect)] : [];
    const lines = expect.lines?.length ? [`the lines ${expect.lines.map(show).join(', ')}`] : [];
    return `${[...from, ...lines].join(' with ')}${describeWithin(expect.within)}`;
  },
  identify: ({ lines, backend }) => lines && { code: 'answered', ...(backend ? { backend } : {}), passing: false },
  record: (exchange) => ({
    ...commonRecord(exchange, `TCP ${exchange.request.lines.map(show).join(' ')}`, toNetcat(exchange)),
    protocol: 'tcp',
    sent: { body: exchange.request.lines.map((line) => `${line}\n`).join('') },
    ...(exchange.lines ? { received: { body: exchange.lines.join('\n') } } : {}),
  }),
};

function matchTcp(exchange: TcpExchange, expect: TcpExpectation, { backends }: MatchContext): FieldMismatch[] {
  const { lines, backend, error } = exchange;
  if ('connection' in expect) {
    const by = backend ? ` by ${nameBackend(backend, backends)}` : '';
    return matchNoAnswer(lines && `${lines.length} lines${by}`, error);
  }
  if (!lines) return [{ path: 'lines', expected: describeWanted(expect), observed: showError(error) }];
  return [
    ...('backend' in expect || 'oneOf' in expect
      ? matchBackend(backend, lines.join('\n'), labelsOf(expect), backends)
      : []),
    ...matchLines(lines, expect.lines ?? []),
    ...matchDuration(exchange.durationMs, expect.within),
  ];
}

/** All of the lines must have come in their order, others between them. */
export function matchLines(lines: readonly string[], wanted: readonly string[]): FieldMismatch[] {
  let next = 0;
  for (const line of lines) if (line === wanted[next]) next += 1;
  if (next >= wanted.length) return [];
  return [{ path: 'lines', expected: `${show(wanted[next])} in its place`, observed: show(lines) }];
}

function describeWanted(expect: Exclude<TcpExpectation, { connection: string }>): string {
  return 'backend' in expect || 'oneOf' in expect ? describeAnswer(expect) : show(expect.lines);
}

function toNetcat({ request, remote }: { request: ResolvedTcpRequest; remote: Remote }): string {
  const input = quoteCommand('printf', [request.lines.map((line) => `${line}\\n`).join('')]);
  return `${input} | ${quoteCommand('nc', ['-w', '10', remote.address, String(remote.port)])}`;
}
