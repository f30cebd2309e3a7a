import type { AnyOutcome, Branch } from '../model/answer.ts';
import type { Attachment } from '../model/attach.ts';
import type { AnyCandidate } from '../model/candidates.ts';
import type { Comparison } from '../model/choice.ts';
import { describeBranch } from '../model/compare-answer.ts';
import { compareGrpcCandidates } from '../model/grpc/choose.ts';
import { respondGrpc } from '../model/grpc/respond.ts';
import { compareCandidates } from '../model/http/choose.ts';
import { respond } from '../model/http/respond.ts';
import type { ListenerView } from '../model/listeners/evaluate.ts';
import type { Model } from '../model/model.ts';
import { nameOf, type Route } from '../model/objects.ts';
import { compareStreamCandidates } from '../model/streams/choose.ts';
import { respondStream } from '../model/streams/respond.ts';
import { describeTaken, isGrpc, isHttp } from './describe.ts';

/** What one match of a rule serves. */
export interface MatchView {
  host: string;
  match: string;
  kind: Route['kind'];
  route: string;
  rule: number;
  outcomes: readonly string[];
}

const strict = { trailingSlash: true };

/** What attachments to one listener serve, those of one kind in order of precedence, the kinds one after another. */
export function listServed(model: Model, attached: readonly Attachment[]): readonly MatchView[] {
  const candidates = attached.flatMap(({ route, view, hostnames }) =>
    hostnames.flatMap(({ route: own, common }) =>
      listCandidates(route, view, own).map((candidate) => ({ candidate, host: common ?? '*' })),
    ),
  );
  candidates.sort((a, b) => compare(a.candidate, b.candidate).order);
  return candidates.map(({ candidate, host }) => ({
    host,
    match: describeTaken(candidate),
    kind: candidate.route.kind,
    route: nameOf(candidate.route),
    rule: candidate.ruleIndex + 1,
    outcomes: outcomesOf(model, candidate, host).map(describeBranch),
  }));
}

function listCandidates(route: Route, view: ListenerView, hostname: string | undefined): readonly AnyCandidate[] {
  switch (route.kind) {
    case 'HTTPRoute':
      return route.rules.flatMap((rule, ruleIndex) =>
        rule.matches.map((match, matchIndex) => ({ route, view, rule, ruleIndex, match, matchIndex, hostname })),
      );
    case 'GRPCRoute':
      return route.rules.flatMap((rule, ruleIndex) =>
        rule.matches.map((match, matchIndex) => ({ route, view, rule, ruleIndex, match, matchIndex, hostname })),
      );
    default:
      return route.rules.map((rule, ruleIndex) => ({ route, view, rule, ruleIndex, hostname }));
  }
}

function compare(a: AnyCandidate, b: AnyCandidate): Pick<Comparison, 'order'> {
  if (isHttp(a) && isHttp(b)) return compareCandidates(a, b, strict);
  if (isGrpc(a) && isGrpc(b)) return compareGrpcCandidates(a, b);
  if (isStream(a) && isStream(b)) return compareStreamCandidates(a, b);
  return { order: rank(a) - rank(b) };
}

function rank(candidate: AnyCandidate): number {
  return isHttp(candidate) ? 0 : isGrpc(candidate) ? 1 : 2;
}

type Stream = Exclude<AnyCandidate, { match: unknown }>;

function isStream(candidate: AnyCandidate): candidate is Stream {
  return !isHttp(candidate) && !isGrpc(candidate);
}

/** What becomes of some request that the match is for. */
function outcomesOf({ world, options }: Model, candidate: AnyCandidate, host: string): readonly Branch<AnyOutcome>[] {
  const name = host === '*' ? 'any.example' : host.replace('*', 'any');
  const scheme = candidate.view.listener.protocol === 'HTTPS' ? ('https' as const) : ('http' as const);
  if (isHttp(candidate)) {
    const { path, method = 'GET' } = candidate.match;
    const request = { method, scheme, host: name, path: path.value, headers: [], sni: name };
    return respond(world, candidate, request, options);
  }
  if (isGrpc(candidate)) {
    const { service, method } = candidate.match;
    const request = {
      service: service || 'any.Service',
      method: method || 'Any',
      scheme,
      authority: name,
      metadata: [],
    };
    return respondGrpc(world, candidate, request, options);
  }
  return isStream(candidate) ? respondStream(world, candidate, options) : [];
}
