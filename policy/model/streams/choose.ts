import type { Attachment } from '../attach.ts';
import type { StreamCandidate } from '../candidates.ts';
import { type Choice, type Comparison, compareBy, type Loser, pickFirst } from '../choice.ts';
import { compareListenerHostnames, compareRouteHostnames, coversHost } from '../hostnames.ts';
import type { Reading } from '../http/readings.ts';
import type { ListenerView } from '../listeners/evaluate.ts';
import { compareText, nameOf } from '../objects.ts';
import type { StreamRequest } from './request.ts';

/** Which route takes a connection that arrived at a port, by one reading of the specification. */
export function chooseStream(
  views: readonly ListenerView[],
  attachments: readonly Attachment[],
  request: StreamRequest,
  { isolation, hostnames }: Pick<Reading, 'isolation' | 'hostnames'>,
): Choice<StreamCandidate> {
  const name = request.protocol === 'tls' ? request.sni.toLowerCase() : '';
  const covering = views
    .filter(({ listener }) => request.protocol !== 'tls' || coversHost(listener.hostname, name))
    .sort((a, b) => compareListenerHostnames(a.listener.hostname, b.listener.hostname));
  const listeners = isolation ? covering.slice(0, 1) : covering;
  const losers: Loser<StreamCandidate>[] = [];
  const matching: StreamCandidate[] = [];
  let undecided = false;
  for (const { route, view, obstacle, unsure, hostnames: own } of attachments) {
    if (unsure && listeners.includes(view)) undecided = true;
    if (obstacle !== undefined || !listeners.includes(view)) continue;
    if (route.kind === 'HTTPRoute' || route.kind === 'GRPCRoute') continue;
    const covered = own
      .filter(({ common }) => route.kind !== 'TLSRoute' || coversHost(common, name))
      .map((entry) => entry[hostnames])
      .sort(compareRouteHostnames);
    const candidates = route.rules.map((rule, ruleIndex): StreamCandidate => {
      return { route, view, rule, ruleIndex, hostname: covered[0] };
    });
    // Which of several rules counts is said nowhere, and newer releases of the API allow one.
    if (candidates.length > 1 && covered.length > 0) undecided = true;
    if (covered.length > 0) matching.push(...candidates);
    else losers.push(...candidates.map((candidate) => ({ candidate, because: 'hostname' as const })));
  }
  const { winner, losers: beaten } = pickFirst(matching, compareStreamCandidates);
  return { listeners, winner, losers: [...beaten, ...losers], undecided };
}

export function compareStreamCandidates(a: StreamCandidate, b: StreamCandidate): Comparison {
  return compareBy([
    ['more specific hostname', () => compareRouteHostnames(a.hostname, b.hostname)],
    ['older route', () => compareText(a.route.meta.createdAt, b.route.meta.createdAt)],
    ['first by name', () => compareText(nameOf(a.route), nameOf(b.route))],
    ['first rule', () => a.ruleIndex - b.ruleIndex],
  ]);
}
