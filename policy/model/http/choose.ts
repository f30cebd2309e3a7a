import type { Attachment } from '../attach.ts';
import type { Candidate } from '../candidates.ts';
import { type Choice, type Comparison, compareBy } from '../choice.ts';
import { chooseMatch, type Matcher } from '../choose-match.ts';
import { compareRouteHostnames } from '../hostnames.ts';
import type { ListenerView } from '../listeners/evaluate.ts';
import { compareText, type HttpMatch, nameOf } from '../objects.ts';
import { findMiss, firstOfEach, isJudgeable } from './match.ts';
import type { Reading } from './readings.ts';
import type { HttpRequest } from './request.ts';

export type { Candidate } from '../candidates.ts';

/** Which rule takes a request that arrived at a port, by one reading of the specification. */
export function choose(
  views: readonly ListenerView[],
  attachments: readonly Attachment[],
  request: HttpRequest,
  reading: Reading,
): Choice {
  const matcher: Matcher<Candidate> = {
    kind: 'HTTPRoute',
    judge: (match) => (isJudgeable(match, reading) ? findMiss(match, request, reading) : 'undecided'),
    compare: (a, b) => compareCandidates(a, b, reading),
  };
  return chooseMatch(matcher, views, attachments, request.host, reading);
}

/** In the order of precedence; negative: `a` goes first. */
export function compareCandidates(
  a: Candidate,
  b: Candidate,
  { trailingSlash }: Pick<Reading, 'trailingSlash'>,
): Comparison {
  const exact = ({ match }: Candidate) => (match.path.type === 'Exact' ? 1 : 0);
  const prefix = ({ match }: Candidate) => measurePrefix(match.path.value, trailingSlash);
  const count = (entries: HttpMatch['headers'], ignoreCase: boolean) => firstOfEach(entries, ignoreCase).length;
  return compareBy([
    ['more specific hostname', () => compareRouteHostnames(a.hostname, b.hostname)],
    ['exact path', () => exact(b) - exact(a)],
    // Two exact paths that match the same request are equal.
    ['longer prefix', () => (exact(a) === 1 ? 0 : prefix(b) - prefix(a))],
    ['method', () => Number(b.match.method !== undefined) - Number(a.match.method !== undefined)],
    ['more headers', () => count(b.match.headers, true) - count(a.match.headers, true)],
    ['more query parameters', () => count(b.match.query, false) - count(a.match.query, false)],
    ['older route', () => compareText(a.route.meta.createdAt, b.route.meta.createdAt)],
    ['first by name', () => compareText(nameOf(a.route), nameOf(b.route))],
    ['first rule', () => a.ruleIndex - b.ruleIndex],
    ['first match', () => a.matchIndex - b.matchIndex],
  ]);
}

function measurePrefix(prefix: string, trailingSlash: boolean): number {
  return trailingSlash ? prefix.length : prefix.replace(/\/$/, '').length;
}
