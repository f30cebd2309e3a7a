import type { AnyAnswer } from '../model/answer.ts';
import { type Ask, answerAsk } from '../model/ask.ts';
import type { AnyCandidate } from '../model/candidates.ts';
import type { Loser } from '../model/choice.ts';
import { type ClauseId, clauses } from '../model/clauses.ts';
import { describeBranch } from '../model/compare-answer.ts';
import type { HttpRequest } from '../model/http/request.ts';
import { answerMesh, type MeshRequest, type MeshTarget } from '../model/mesh/answer.ts';
import type { GatewayView, Model } from '../model/model.ts';
import { nameOf } from '../model/objects.ts';
import { describeTaken, nameRoute } from './describe.ts';

/** What becomes of a request at one port of one Gateway, or of one Service of a mesh, and why. Plain data. */
export interface Trace {
  /** `namespace/name`; of a mesh `Service namespace/name, from namespace`. */
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
  return traceAsk(model, port, { kind: 'http', request });
}

/** The same in any protocol. */
export function traceAsk(model: Model, port: number, ask: Ask): readonly Trace[] {
  const isUdp = ask.kind === 'stream' && ask.request.protocol === 'udp';
  const isThere = ({ listener }: GatewayView['listeners'][number]) =>
    listener.port === port && (listener.protocol === 'UDP') === isUdp;
  return model.gateways
    .filter(({ listeners }) => listeners.some(isThere))
    .map((view) => {
      const { meta } = view.gateway;
      const target = { namespace: meta.namespace, name: meta.name, port };
      return toTrace(nameOf(view.gateway), port, answerAsk(model, target, secure(view, port, ask)));
    });
}

/** What a client of a namespace gets from a Service through a mesh. */
export function traceMesh(model: Model, target: MeshTarget, request: MeshRequest): readonly Trace[] {
  const name = `Service ${target.namespace}/${target.name}, from ${target.from}`;
  return [toTrace(name, target.port, answerMesh(model, target, request))];
}

/** Whether a call goes over TLS, the listener there decides. */
function secure({ listeners }: GatewayView, port: number, ask: Ask): Ask {
  if (ask.kind !== 'grpc') return ask;
  if (!listeners.some(({ listener }) => listener.port === port && listener.protocol === 'HTTPS')) return ask;
  const sni = ask.request.authority.replace(/:\d+$/, '');
  return { kind: 'grpc', request: { ...ask.request, scheme: 'https', sni } };
}

function toTrace(gateway: string, port: number, { alternatives }: AnyAnswer): Trace {
  return {
    gateway,
    port,
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

function describeCandidate(candidate: AnyCandidate): string {
  const { route, ruleIndex, view, hostname } = candidate;
  const { owner, listener } = view;
  const place =
    owner.kind === 'Service'
      ? `for ${listener.name} of Service ${nameOf(owner)}`
      : `on listener ${listener.name}${owner.kind === 'ListenerSet' ? ` of ListenerSet ${nameOf(owner)}` : ''}`;
  const taken = `${hostname ?? 'every hostname'}, ${describeTaken(candidate)}`;
  return `rule ${ruleIndex + 1} of ${nameRoute(route)} ${place} (${taken})`;
}

const parts: Readonly<Record<string, string>> = {
  hostname: 'its hostnames leave the host out',
  path: 'the path is another',
  service: 'the service is another',
  method: 'the method is another, or the other rule names one',
  header: 'a header is missing or has another value',
  query: 'a query parameter is missing or has another value',
};

function explainLoser({ candidate, because }: Loser<AnyCandidate>): { rule: string; because: string } {
  return { rule: describeCandidate(candidate), because: parts[because] ?? `the other one goes first: ${because}` };
}
