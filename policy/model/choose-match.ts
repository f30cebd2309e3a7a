import type { Attachment } from './attach.ts';
import type { Candidate, GrpcCandidate } from './candidates.ts';
import { type Choice, type Comparison, type Loser, pickFirst } from './choice.ts';
import { compareListenerHostnames, compareRouteHostnames, coversHost, readHost } from './hostnames.ts';
import type { Miss } from './http/match.ts';
import type { Reading } from './http/readings.ts';
import type { ListenerView } from './listeners/evaluate.ts';

/** How the routes of one kind are matched. */
export interface Matcher<C extends Candidate | GrpcCandidate> {
  kind: C['route']['kind'];
  /** `undecided`: only the implementation can judge the match, and it might be the one. */
  judge(match: C['match']): Miss | 'undecided' | undefined;
  compare(a: C, b: C): Comparison;
}

/** Which match takes what arrived for a host, by one reading of the specification. */
export function chooseMatch<C extends Candidate | GrpcCandidate>(
  { kind, judge, compare }: Matcher<C>,
  views: readonly ListenerView[],
  attachments: readonly Attachment[],
  authority: string,
  { isolation, hostnames }: Pick<Reading, 'isolation' | 'hostnames'>,
): Choice<C> {
  const host = readHost(authority);
  const covering = views
    .filter(({ listener }) => coversHost(listener.hostname, host))
    .sort((a, b) => compareListenerHostnames(a.listener.hostname, b.listener.hostname));
  const listeners = isolation ? covering.slice(0, 1) : covering;
  const losers: Loser<C>[] = [];
  const matching: C[] = [];
  let undecided = false;
  for (const attachment of attachments) {
    if (attachment.obstacle !== undefined || !listeners.includes(attachment.view)) continue;
    if (attachment.route.kind !== kind) continue;
    const covered = attachment.hostnames
      .filter(({ common }) => coversHost(common, host))
      .map((entry) => entry[hostnames])
      .sort(compareRouteHostnames);
    for (const candidate of listMatches<C>(attachment, covered[0])) {
      const miss = covered.length === 0 ? 'hostname' : judge(candidate.match);
      if (miss === 'undecided') undecided = true;
      else if (miss === undefined) matching.push(candidate);
      else losers.push({ candidate, because: miss });
    }
  }
  const { winner, losers: beaten } = pickFirst(matching, compare);
  return { listeners, winner, losers: [...beaten, ...losers], undecided };
}

/** The route is of the kind of the candidates. */
function listMatches<C extends Candidate | GrpcCandidate>(
  { route, view }: Attachment,
  hostname: string | undefined,
): readonly C[] {
  const { rules } = route as C['route'];
  return rules.flatMap((rule, ruleIndex) =>
    rule.matches.map(
      (match, matchIndex) => ({ route, view, rule, ruleIndex, match, matchIndex, hostname }) as unknown as C,
    ),
  );
}
