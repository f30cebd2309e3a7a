import { quoteCommand } from '../../common/exec/quote.ts';
import { show } from '../../match/format.ts';
import type { FieldMismatch } from '../../scenario/custom.ts';
import type { UdpExpectation } from '../../scenario/traffic/udp.ts';
import { describeAnswer, labelsOf, matchBackend, nameBackend } from '../common/backends.ts';
import { parseObject, readIdentity } from '../common/json.ts';
import { commonRecord } from '../common/record.ts';
import { showError } from '../common/refused.ts';
import type { MatchContext, Protocol, Remote } from '../types.ts';
import { type ResolvedUdpRequest, sendUdp, type UdpExchange } from './client.ts';

/** Datagrams, each with a socket of its own. */
export const udp: Protocol<'udp', ResolvedUdpRequest, UdpExchange> = {
  name: 'udp',
  resolve: ({ text, brief }, env) => ({ text: text ?? `hello from ${env.hostname}`, ...(brief ? { brief } : {}) }),
  entry: () => ({ transport: 'udp', tls: false, port: 53 }),
  send: sendUdp,
  match: matchUdp,
  wantsAnswer: (expect) => !('answer' in expect),
  provesLive: (expect) => !('answer' in expect),
  listBackends: (expect) => ('answer' in expect ? [] : labelsOf(expect)),
  describe: ({ text }) => (text === undefined ? 'a datagram' : `the datagram ${show(text)}`),
  describeExpectation: (expect) => ('answer' in expect ? 'no answer' : describeAnswer(expect)),
  identify({ answer }) {
    if (answer === undefined) return undefined;
    const backend = readIdentity(parseObject(answer));
    return { code: 'answered', ...(backend ? { backend } : {}), passing: false };
  },
  record: (exchange) => ({
    ...commonRecord(exchange, `UDP ${show(exchange.request.text)}`, toNetcat(exchange)),
    protocol: 'udp',
    sent: { body: exchange.request.text },
    ...(exchange.answer === undefined ? {} : { received: { body: exchange.answer } }),
  }),
};

/** Nobody is there to answer, or nothing that was sent arrived. */
const SILENT = new Set(['ETIMEDOUT', 'ECONNREFUSED']);

function matchUdp({ request, answer, error }: UdpExchange, expect: UdpExpectation, { backends }: MatchContext) {
  const said = answer === undefined ? undefined : parseObject(answer);
  const backend = readIdentity(said);
  const mismatches: FieldMismatch[] = [];
  if ('answer' in expect) {
    if (answer === undefined && error && SILENT.has(error.code)) return mismatches;
    const by = backend ? ` by ${nameBackend(backend, backends)}` : '';
    const observed = answer === undefined ? showError(error) : `one${by}`;
    return [...mismatches, { path: 'answer', expected: 'none', observed }];
  }
  if (answer === undefined) return [{ path: 'answer', expected: describeAnswer(expect), observed: showError(error) }];
  mismatches.push(...matchBackend(backend, answer, labelsOf(expect), backends));
  if (mismatches.length === 0 && said?.request !== request.text) {
    mismatches.push({ path: 'backend saw', expected: show(request.text), observed: show(said?.request) });
  }
  return mismatches;
}

function toNetcat({ request, remote }: { request: ResolvedUdpRequest; remote: Remote }): string {
  const netcat = quoteCommand('nc', ['-u', '-w', '2', remote.address, String(remote.port)]);
  return `${quoteCommand('printf', ['%s', request.text])} | ${netcat}`;
}
