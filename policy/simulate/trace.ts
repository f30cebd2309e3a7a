import { type ClauseId, clauses } from '../model/clauses.ts';
import { describeBranch } from '../model/compare-answer.ts';
import { answerHttp, type Target } from '../model/http/answer.ts';
import type { Candidate, Loser } from '../model/http/choose.ts';
import type { HttpRequest } from '../model/http/request.ts';
import type { Model } from '../model/model.ts';
import { nameOf } from '../model/objects.ts';
import { describeMatch } from './view.ts';

/** What becomes of a request at one port of one Gateway, and why. Plain data. */
export interface Trace {
  gateway: string;
  port: number;
  /** Each answer that the specification allows; the first by its strictest reading. */
  answers: readonly {
    outcomes: readonly string[];
    /** What the backend receives. */
    receives?: { method: string; host: string; path: string; headers: Readonly<Record<string, readonly string[]>> };
    winner?: string;
    losers: readonly { rule: string; because: string }[];
    clauses: readonly { id: string; level: string; text: string; source: string }[];
  }[];
}

/** Asks every Gateway that listens on the port. */
export function traceRequest(model: Model, port: number, request: HttpRequest): readonly Trace[] {
  return model.gateways
    .filter(({ listeners }) => listeners.some(({ listener }) => listener.port === port))
    .map(({ gateway: { meta } }) => traceAt(model, { namespace: meta.namespace, name: meta.name, port }, request));
}

function traceAt(model: Model, target: Target, request: HttpRequest): Trace {
  const { alternatives } = answerHttp(model, target, request);
  return {
    gateway: `${target.namespace}/${target.name}`,
    port: target.port,
    answers: alternatives.map(({ branches, open, choice }) => {
      const forwarded = branches.flatMap(({ outcome }) => (outcome.kind === 'forward' ? [outcome.request] : []))[0];
      const ids = new Set<ClauseId>([...branches.map(({ clause }) => clause), ...open]);
      return {
        outcomes: branches.map(describeBranch),
        ...(forwarded ? { receives: forwarded } : {}),
        ...(choice?.winner ? { winner: describeCandidate(choice.winner) } : {}),
        losers: (choice?.losers ?? []).map(explainLoser),
        clauses: [...ids].map((id) => ({ id, ...clauses[id] })),
      };
    }),
  };
}

function describeCandidate({ route, ruleIndex, match, view, hostname }: Candidate): string {
  const host = hostname ?? 'every hostname';
  return `rule ${ruleIndex + 1} of ${nameOf(route)} on listener ${view.listener.name} (${host}, ${describeMatch(match)})`;
}

const parts: Readonly<Record<string, string>> = {
  hostname: 'its hostnames leave the host out',
  path: 'the path is another',
  method: 'the method is another, or the other rule names one',
  header: 'a header is missing or has another value',
  query: 'a query parameter is missing or has another value',
};

function explainLoser({ candidate, because }: Loser): { rule: string; because: string } {
  return { rule: describeCandidate(candidate), because: parts[because] ?? `the other one goes first: ${because}` };
}
