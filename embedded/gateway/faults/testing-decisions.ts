import type { Outcome } from '../behaviour/http.ts';
import type { Behaviour } from '../behaviour/types.ts';
import type { Retry } from '../model/http-route.ts';
import { describeBuilt } from './testing-built.ts';
import { describeGaps } from './testing-gaps.ts';
import { describeIdentities } from './testing-gateways.ts';
import { describeKinds } from './testing-kinds.ts';
import { describeMembers } from './testing-members.ts';
import { describeMoved } from './testing-moved.ts';
import { describeReadings } from './testing-readings.ts';
import { describeReported } from './testing-reported.ts';
import { describeRich } from './testing-rich.ts';

const retries: readonly Retry[] = [
  {},
  { codes: [500, 503], attempts: 3, backoff: '100ms' },
  { attempts: 0, codes: [500] },
];
const outcomes: readonly Outcome[] = [
  { kind: 'status', status: 500 },
  { kind: 'status', status: 503 },
  { kind: 'status', status: 404 },
  { kind: 'unreachable' },
  { kind: 'broken' },
  { kind: 'timeout' },
];

/** What is decided while a request is under way, which no plan tells. */
export function describeDecisions(behaviour: Behaviour): unknown {
  const { retries: policy, answers } = behaviour;
  return {
    identities: describeIdentities(behaviour),
    members: describeMembers(behaviour),
    gaps: describeGaps(behaviour),
    kinds: describeKinds(behaviour),
    readings: describeReadings(behaviour),
    reported: describeReported(behaviour),
    rich: describeRich(behaviour),
    moved: describeMoved(behaviour),
    built: describeBuilt(behaviour),
    readsWholeHello: behaviour.serving.readsWholeHello,
    answers,
    retries: retries.map((retry) => ({
      attempts: policy.attempts(retry),
      isRetriable: outcomes.map((outcome) => policy.isRetriable(retry, outcome)),
      backoff: [1, 2, 3].map((number) => policy.backoff(retry, number)),
    })),
  };
}
