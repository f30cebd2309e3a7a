import { type AnyProtocol, protocolOf } from '../../protocols/index.ts';
import type { Answer, Entry, Exchange, LogContext, MatchContext } from '../../protocols/types.ts';
import type { FieldMismatch } from '../../scenario/custom.ts';
import type { ProtocolName, Protocols, TrafficTarget } from '../../scenario/traffic.ts';
import type { Naming } from '../context.ts';
import type { RowPlan } from '../plan.ts';
import { type Destination, hostOf, isInside, resolveTarget } from './target.ts';

/** A request that is tried until its answer holds, in whichever protocol. */
export interface TrafficRow {
  protocol: AnyProtocol;
  request: object;
  destination: Destination;
  entry: Entry;
  /** Missing for one of a custom step. One of level `spec` that is given up leaves the others waiting. */
  plan?: RowPlan;
  /** It can hold only once the scenario's own configuration is served. */
  provesLive: boolean;
  /** False where a connection that is refused may be what is expected. */
  wantsAnswer: boolean;
  /** @throws HarnessError where the expectation names a backend that the scenario does not have */
  match(exchange: Exchange, context: MatchContext): readonly FieldMismatch[];
  matchLogs?(exchange: Exchange, context: LogContext): Promise<readonly FieldMismatch[]>;
}

/** What is sent and expected, and where it goes. */
export interface RowSpec<P extends ProtocolName = ProtocolName> {
  send: Protocols[P]['send'];
  expect: Protocols[P]['expect'];
  target: TrafficTarget;
}

/** A row as it is tried. */
export function toTraffic(name: ProtocolName, { send, expect, target }: RowSpec, naming: Naming): TrafficRow {
  const protocol = protocolOf(name);
  return {
    ...toRequest(name, send, target, naming, expect),
    provesLive: protocol.provesLive(expect),
    wantsAnswer: protocol.wantsAnswer(expect),
    match: (exchange, context) => protocol.match(exchange, expect, context),
    matchLogs: async (exchange, context) => (await protocol.matchLogs?.(exchange, expect, context)) ?? [],
  };
}

export function toRequest(
  name: ProtocolName,
  send: RowSpec['send'],
  target: TrafficTarget,
  naming: Naming,
  expect?: RowSpec['expect'],
): Pick<TrafficRow, 'protocol' | 'request' | 'destination' | 'entry'> {
  const protocol = protocolOf(name);
  const entry = protocol.entry(send);
  const destination = resolveTarget(target, naming);
  const { env } = naming;
  return {
    protocol,
    request: protocol.resolve(send, isInside(target) ? { ...env, hostname: hostOf(target, env) } : env, expect),
    destination,
    entry: { ...entry, port: target.port ?? destination.inside?.port ?? entry.port },
  };
}

/** An answer that is not one of passing trouble. */
export function isClear(exchange: Exchange): boolean {
  const answer = identify(exchange);
  return answer !== undefined && !answer.passing;
}

/** It was waited for no longer, here or on the way: that says nothing of what is served. */
export function isLate(exchange: Exchange): boolean {
  return exchange.error?.code === 'ETIMEDOUT' || identify(exchange)?.late === true;
}

/** Without what is said of its duration, which says nothing while others are tested. */
export function untimed<T extends { mismatches: readonly FieldMismatch[] }>(tried: T): T {
  return { ...tried, mismatches: tried.mismatches.filter(({ path }) => path !== 'duration') };
}

/** Who answered an exchange; undefined where nobody did. */
export function identify(exchange: Exchange): Answer | undefined {
  return protocolOf(exchange.protocol).identify(exchange);
}
