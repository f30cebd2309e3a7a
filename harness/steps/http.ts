import { matchHttp } from '../match/http.ts';
import type { HttpExpectation } from '../scenario/expectations.ts';
import type { HttpRow, TrafficTarget } from '../scenario/steps.ts';
import type { StepContext } from './context.ts';
import type { TrafficRow } from './traffic.ts';

/** A row of an http step, as it is tried. */
export function toTraffic(
  { backends }: StepContext,
  { send, expect }: Pick<HttpRow, 'send' | 'expect'>,
  target: TrafficTarget,
): TrafficRow {
  return {
    send,
    target,
    provesLive: provesLive(expect),
    wantsAnswer: !('connection' in expect),
    match: (exchange, request) => matchHttp(exchange, expect, { backends, request }),
  };
}

function provesLive(expect: HttpExpectation): boolean {
  return 'backend' in expect || 'oneOf' in expect || 'redirect' in expect;
}
