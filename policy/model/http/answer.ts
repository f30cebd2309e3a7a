import type { Alternative, Answer } from '../answer.ts';
import { compareListenerHostnames, coversHost, readHost } from '../hostnames.ts';
import type { ListenerView } from '../listeners/evaluate.ts';
import { findGateway, type Model } from '../model.ts';
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
  const views = (gateway?.listeners ?? []).filter(
    ({ listener, serves }) => serves && listener.port === target.port && listener.protocol === protocol,
  );
  if (views.length === 0) return only({ kind: 'refuse' });
  if (request.scheme === 'http') return answerWith(model, views, request);
  return answerTls(model, views, request);
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
  if (host === name) return answerWith(model, views, request);
  const covering = views
    .filter(({ listener }) => coversHost(listener.hostname, host))
    .sort((a, b) => compareListenerHostnames(a.listener.hostname, b.listener.hostname));
  if (covering.length === 0) return only({ kind: 'respond', codes: [404, 421] });
  const usual = answerWith(model, views, request);
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

function answerWith(model: Model, views: readonly ListenerView[], request: HttpRequest): Answer {
  const [strict, ...others] = listReadings(request, model.options).map((reading) =>
    answerBy(model, views, request, reading),
  );
  if (!strict) throw new Error('there is always a strictest reading');
  const seen = new Set([describe(strict)]);
  const different = others.filter((alternative) => {
    const text = describe(alternative);
    return seen.has(text) ? false : seen.add(text);
  });
  return { alternatives: [strict, ...different] };
}

function answerBy(model: Model, views: readonly ListenerView[], request: HttpRequest, reading: Reading): Alternative {
  const attachments = model.parents.flatMap((parent) => parent.attachments);
  const choice = choose(views, attachments, request, reading);
  const open = openClauses(reading);
  if (choice.undecided)
    return { branches: [{ share: 1, outcome: { kind: 'anything' }, clause: 'regular-expression' }], open, choice };
  if (choice.winner) return { branches: respond(model.world, choice.winner, request, model.options), open, choice };
  const clause = choice.listeners.length > 0 ? 'rule.none' : 'listener.none';
  return { branches: [{ share: 1, outcome: { kind: 'respond', codes: [404] }, clause }], open, choice };
}

function describe({ branches }: Alternative): string {
  return JSON.stringify(branches);
}

type Plain = { kind: 'refuse' } | { kind: 'respond'; codes: readonly number[] };

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
