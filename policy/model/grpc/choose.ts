import type { Attachment } from '../attach.ts';
import type { GrpcCandidate } from '../candidates.ts';
import { type Choice, type Comparison, compareBy } from '../choice.ts';
import { chooseMatch, type Matcher } from '../choose-match.ts';
import { compareRouteHostnames } from '../hostnames.ts';
import { firstOfEach, type Miss } from '../http/match.ts';
import type { Reading } from '../http/readings.ts';
import type { ListenerView } from '../listeners/evaluate.ts';
import { compareText, type GrpcMatch, nameOf } from '../objects.ts';
import { findGrpcMiss, isGrpcJudgeable } from './match.ts';
import type { GrpcRequest } from './request.ts';

/** Which rule takes a call that arrived at a port, by one reading of the specification. */
export function chooseGrpc(
  views: readonly ListenerView[],
  attachments: readonly Attachment[],
  request: GrpcRequest,
  reading: Reading,
): Choice<GrpcCandidate> {
  const matcher: Matcher<GrpcCandidate> = {
    kind: 'GRPCRoute',
    judge: (match) => judge(match, request, reading),
    compare: compareGrpcCandidates,
  };
  return chooseMatch(matcher, views, attachments, request.authority, reading);
}

/** What an implementation has to judge may still be known not to match. */
function judge(match: GrpcMatch, request: GrpcRequest, reading: Reading): Miss | 'undecided' | undefined {
  const miss = findGrpcMiss(match, request, reading);
  if (isGrpcJudgeable(match) || (miss !== undefined && match.type === 'Exact')) return miss;
  return 'undecided';
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
