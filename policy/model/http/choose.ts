import type { Attachment } from '../attach.ts';
import type { Candidate } from '../candidates.ts';
import { type Choice, type Comparison, compareBy, type Loser, pickFirst } from '../choice.ts';
import { compareListenerHostnames, compareRouteHostnames, coversHost, readHost } from '../hostnames.ts';
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
  const host = readHost(request.host);
  const covering = views
    .filter(({ listener }) => coversHost(listener.hostname, host))
    .sort((a, b) => compareListenerHostnames(a.listener.hostname, b.listener.hostname));
  const listeners = reading.isolation ? covering.slice(0, 1) : covering;
  const losers: Loser[] = [];
  const matching: Candidate[] = [];
  let undecided = false;
  for (const { candidate, covered } of listCandidates(listeners, attachments, host, reading)) {
    if (!covered) losers.push({ candidate, because: 'hostname' });
    else if (!isJudgeable(candidate.match, reading)) undecided = true;
    else {
      const miss = findMiss(candidate.match, request, reading);
      if (miss === undefined) matching.push(candidate);
      else losers.push({ candidate, because: miss });
    }
  }
  const { winner, losers: beaten } = pickFirst(matching, (a, b) => compareCandidates(a, b, reading));
  return { listeners, winner, losers: [...beaten, ...losers], undecided };
}

function listCandidates(
  listeners: readonly ListenerView[],
  attachments: readonly Attachment[],
  host: string,
  { hostnames }: Reading,
): readonly { candidate: Candidate; covered: boolean }[] {
  const attached = attachments.filter(({ obstacle, view }) => obstacle === undefined && listeners.includes(view));
  return attached.flatMap((attachment) => {
    const { route, view } = attachment;
    if (route.kind !== 'HTTPRoute') return [];
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
