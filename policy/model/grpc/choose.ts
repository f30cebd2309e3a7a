import type { Attachment } from '../attach.ts';
import type { GrpcCandidate } from '../candidates.ts';
import { type Choice, type Comparison, compareBy, type Loser, pickFirst } from '../choice.ts';
import { compareListenerHostnames, compareRouteHostnames, coversHost, readHost } from '../hostnames.ts';
import { firstOfEach } from '../http/match.ts';
import type { Reading } from '../http/readings.ts';
import type { ListenerView } from '../listeners/evaluate.ts';
import { compareText, nameOf } from '../objects.ts';
import { findGrpcMiss, isGrpcJudgeable } from './match.ts';
import type { GrpcRequest } from './request.ts';

/** Which rule takes a call that arrived at a port, by one reading of the specification. */
export function chooseGrpc(
  views: readonly ListenerView[],
  attachments: readonly Attachment[],
  request: GrpcRequest,
  reading: Reading,
): Choice<GrpcCandidate> {
  const host = readHost(request.authority);
  const covering = views
    .filter(({ listener }) => coversHost(listener.hostname, host))
    .sort((a, b) => compareListenerHostnames(a.listener.hostname, b.listener.hostname));
  const listeners = reading.isolation ? covering.slice(0, 1) : covering;
  const losers: Loser<GrpcCandidate>[] = [];
  const matching: GrpcCandidate[] = [];
  let undecided = false;
  for (const { candidate, covered } of listCandidates(listeners, attachments, host, reading)) {
    if (!covered) losers.push({ candidate, because: 'hostname' });
    else {
      const miss = findGrpcMiss(candidate.match, request, reading);
      if (!isGrpcJudgeable(candidate.match)) undecided ||= miss === undefined || candidate.match.type !== 'Exact';
      else if (miss === undefined) matching.push(candidate);
      else losers.push({ candidate, because: miss });
    }
  }
  const { winner, losers: beaten } = pickFirst(matching, compareGrpcCandidates);
  return { listeners, winner, losers: [...beaten, ...losers], undecided };
}

function listCandidates(
  listeners: readonly ListenerView[],
  attachments: readonly Attachment[],
  host: string,
  { hostnames }: Reading,
): readonly { candidate: GrpcCandidate; covered: boolean }[] {
  return attachments.flatMap((attachment) => {
    const { route, view, obstacle } = attachment;
    if (obstacle !== undefined || !listeners.includes(view) || route.kind !== 'GRPCRoute') return [];
    const covering = attachment.hostnames
      .filter(({ common }) => coversHost(common, host))
      .map((entry) => entry[hostnames])
      .sort(compareRouteHostnames);
    return route.rules.flatMap((rule, ruleIndex) =>
      rule.matches.map((match, matchIndex) => ({
        candidate: { route, view, rule, ruleIndex, match, matchIndex, hostname: covering[0] },
        covered: covering.length > 0,
      })),
    );
  });
}

/** In the order of precedence: https://github.com/kubernetes-sigs/gateway-api/blob/v1.7.0/apis/v1/grpcroute_types.go#L213-L233 */
export function compareGrpcCandidates(a: GrpcCandidate, b: GrpcCandidate): Comparison {
  const headers = ({ match }: GrpcCandidate) => firstOfEach(match.headers, true).length;
  return compareBy([
    ['more specific hostname', () => compareRouteHostnames(a.hostname, b.hostname)],
    ['longer service', () => b.match.service.length - a.match.service.length],
    ['longer method', () => b.match.method.length - a.match.method.length],
    ['more headers', () => headers(b) - headers(a)],
    ['older route', () => compareText(a.route.meta.createdAt, b.route.meta.createdAt)],
    ['first by name', () => compareText(nameOf(a.route), nameOf(b.route))],
    ['first rule', () => a.ruleIndex - b.ruleIndex],
    ['first match', () => a.matchIndex - b.matchIndex],
  ]);
}
