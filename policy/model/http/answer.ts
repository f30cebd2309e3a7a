import { distinct } from '../alternatives.ts';
import type { Alternative, Answer } from '../answer.ts';
import type { Attachment } from '../attach.ts';
import { isContested, takesHost } from '../contested.ts';
import { compareListenerHostnames, coversHost, readHost } from '../hostnames.ts';
import type { ListenerView } from '../listeners/evaluate.ts';
import { findGateway, type Model } from '../model.ts';
import type { Route } from '../objects.ts';
import { choose } from './choose.ts';
import { listReadings, openClauses, type Reading } from './readings.ts';
import type { HttpRequest } from './request.ts';
import { respond } from './respond.ts';

/** Where a request goes: a port of a Gateway. */
export interface Target {
  namespace: string;
  name: string;
  port: number;
}

/** Everything that the specification allows a Gateway to do with a request. */
export function answerHttp(model: Model, target: Target, request: HttpRequest): Answer {
  const gateway = findGateway(model.gateways, target);
  const protocol = request.scheme === 'https' ? 'HTTPS' : 'HTTP';
  const all = (gateway?.listeners ?? []).filter(
    ({ listener }) => listener.port === target.port && listener.protocol === protocol,
  );
  if (all.some(({ isDisputed }) => isDisputed)) return only({ kind: 'anything' });
  const views = all.filter(({ serves }) => serves);
  if (views.length === 0) return only({ kind: 'refuse' });
  const usual =
    request.scheme === 'http'
      ? answerHttpWith(model, views, attachedIn(model), request)
      : answerTls(model, views, request);
  return isBroken(all, request) ? { alternatives: [...usual.alternatives, ...instead] } : usual;
}

/** What else may come where the listener that a request is for is not valid: nobody says that another takes its place. */
const instead = either([{ kind: 'refuse' }, { kind: 'respond', codes: [400, 404, 421, 500, 502, 503] }]).alternatives;

/** Whether the most specific listener for a request is one that cannot be served. */
function isBroken(all: readonly ListenerView[], request: HttpRequest): boolean {
  const names = request.scheme === 'https' ? [request.sni ?? '', readHost(request.host)] : [readHost(request.host)];
  return names.some((name) => {
    const [first] = all
      .filter(({ listener }) => coversHost(listener.hostname, name))
      .sort((a, b) => compareListenerHostnames(a.listener.hostname, b.listener.hostname));
    return first?.serves === false;
  });
}

/** Over TLS the server name chooses a listener first, and the Host header has to be its own. */
function answerTls(model: Model, views: readonly ListenerView[], request: HttpRequest): Answer {
  const name = (request.sni ?? '').toLowerCase();
  const chosen = views
    .filter(({ listener }) => coversHost(listener.hostname, name))
    .sort((a, b) => compareListenerHostnames(a.listener.hostname, b.listener.hostname))[0];
  // Without a listener for the name, a handshake may fail, or end in another certificate and an error.
  if (!chosen) return either([{ kind: 'refuse' }, { kind: 'respond', codes: [400, 404, 421, 503] }]);
  const host = readHost(request.host);
  if (host === name) return answerHttpWith(model, views, attachedIn(model), request);
  const covering = views
    .filter(({ listener }) => coversHost(listener.hostname, host))
    .sort((a, b) => compareListenerHostnames(a.listener.hostname, b.listener.hostname));
  if (covering.length === 0) return only({ kind: 'respond', codes: [404, 421] });
  const usual = answerHttpWith(model, views, attachedIn(model), request);
  if (covering[0] === chosen) return usual;
  // 421 is what should be: an implementation that does not look at both serves the request.
  return {
    alternatives: [
      {
        branches: [{ share: 1, outcome: { kind: 'respond', codes: [421] }, clause: 'listener.misdirected' }],
        open: [],
      },
      ...usual.alternatives.map((each) => ({ ...each, open: [...each.open, 'listener.misdirected' as const] })),
      {
        branches: [{ share: 1, outcome: { kind: 'respond', codes: [404] }, clause: 'listener.misdirected' }],
        open: ['listener.misdirected'],
      },
    ],
  };
}

function attachedIn({ parents }: Model): readonly Attachment[] {
  return parents.flatMap((parent) => parent.attachments);
}

/** The answer of these listeners and what attaches to them. */
export function answerHttpWith(
  model: Model,
  views: readonly ListenerView[],
  attachments: readonly Attachment[],
  request: HttpRequest,
): Answer {
  const host = readHost(request.host);
  const ambiguity = {
    listeners: views.filter(({ listener }) => coversHost(listener.hostname, host)).length > 1,
    slashes: model.world.routes.some(hasSlashes),
    kinds: isContested(model.parents, views),
  };
  const readings = listReadings(request, model.options, ambiguity);
  return { alternatives: distinct(readings.map((reading) => answerBy(model, views, attachments, request, reading))) };
}

function answerBy(
  model: Model,
  views: readonly ListenerView[],
  attachments: readonly Attachment[],
  request: HttpRequest,
  reading: Reading,
): Alternative {
  const kept = reading.rejecting ? attachments.filter(({ contested }) => contested !== true) : attachments;
  const choice = choose(views, kept, request, reading);
  const open = openClauses(reading);
  if (takesHost(kept, choice.listeners, 'GRPCRoute', readHost(request.host)))
    return { branches: [{ share: 1, outcome: { kind: 'anything' }, clause: 'grpc.or-http' }], open, choice };
  if (choice.undecided)
    return { branches: [{ share: 1, outcome: { kind: 'anything' }, clause: 'regular-expression' }], open, choice };
  if (choice.winner) return { branches: respond(model.world, choice.winner, request, model.options), open, choice };
  const clause = choice.listeners.length > 0 ? 'rule.none' : 'listener.none';
  return { branches: [{ share: 1, outcome: { kind: 'respond', codes: [404] }, clause }], open, choice };
}

function hasSlashes(route: Route): boolean {
  return (
    route.kind === 'HTTPRoute' &&
    route.rules.some(({ matches }) => matches.some(({ path }) => path.value.length > 1 && path.value.endsWith('/')))
  );
}

type Plain = { kind: 'refuse' | 'anything' } | { kind: 'respond'; codes: readonly number[] };

function only(outcome: Plain): Answer {
  return { alternatives: [{ branches: [{ share: 1, outcome, clause: 'listener.none' }], open: [] }] };
}

function either([first, ...others]: readonly [Plain, ...Plain[]]): Answer {
  const more = others.map(
    (outcome): Alternative => ({
      branches: [{ share: 1, outcome, clause: 'listener.none' }],
      open: ['listener.none'],
    }),
  );
  return { alternatives: [...only(first).alternatives, ...more] };
}
