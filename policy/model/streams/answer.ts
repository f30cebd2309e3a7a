import { distinct } from '../alternatives.ts';
import type { Alternative, Answer, StreamOutcome } from '../answer.ts';
import type { Attachment } from '../attach.ts';
import type { StreamCandidate } from '../candidates.ts';
import type { ClauseId } from '../clauses.ts';
import { compareListenerHostnames, coversHost } from '../hostnames.ts';
import type { Target } from '../http/answer.ts';
import { listReadings, openClauses } from '../http/readings.ts';
import type { ListenerView } from '../listeners/evaluate.ts';
import { findGateway, type Model } from '../model.ts';
import { chooseStream } from './choose.ts';
import type { StreamRequest } from './request.ts';
import { respondStream } from './respond.ts';

export type StreamAnswer = Answer<StreamCandidate, StreamOutcome>;
type StreamAlternative = Alternative<StreamCandidate, StreamOutcome>;

/** Everything that the specification allows a Gateway to do with a connection or datagram. */
export function answerStream(model: Model, target: Target, request: StreamRequest): StreamAnswer {
  const protocol = request.protocol.toUpperCase();
  const all = (findGateway(model.gateways, target)?.listeners ?? []).filter(
    ({ listener }) => listener.port === target.port && listener.protocol === protocol,
  );
  if (all.some(({ isDisputed }) => isDisputed))
    return { alternatives: [toWhole({ kind: 'anything' }, 'set.conflict')] };
  const views = all.filter(({ serves }) => serves);
  if (views.length === 0) return { alternatives: [toWhole({ kind: 'refuse' }, 'stream.none')] };
  if (request.protocol === 'tls' && isUnclear(all, request.sni, model))
    return { alternatives: [toWhole({ kind: 'anything' }, 'listener.accepted')] };
  const attachments = model.parents.flatMap((parent) => parent.attachments);
  return answerStreamWith(model, views, attachments, request);
}

/** The same of these listeners and what attaches to them. */
export function answerStreamWith(
  model: Model,
  views: readonly ListenerView[],
  attachments: readonly Attachment[],
  request: StreamRequest,
): StreamAnswer {
  const listeners =
    request.protocol === 'tls' && views.filter(({ listener }) => coversHost(listener.hostname, request.sni)).length > 1;
  const nothing = { headers: [], path: '/' };
  const readings = listReadings(nothing, model.options, { listeners, slashes: false, kinds: false });
  return {
    alternatives: distinct(
      readings.map((reading): StreamAlternative => {
        const choice = chooseStream(views, attachments, request, reading);
        const open = openClauses(reading);
        if (choice.undecided) return { ...toWhole({ kind: 'anything' }, 'stream.precedence'), open, choice };
        if (!choice.winner) return { ...toWhole({ kind: 'refuse' }, 'stream.none'), open, choice };
        return { branches: respondStream(model.world, choice.winner, model.options), open, choice };
      }),
    ),
  };
}

/** Whether the listener for a server name is one that cannot be served, or of a mode that is not claimed. */
function isUnclear(all: readonly ListenerView[], sni: string, { options }: Model): boolean {
  const [first] = all
    .filter(({ listener }) => coversHost(listener.hostname, sni))
    .sort((a, b) => compareListenerHostnames(a.listener.hostname, b.listener.hostname));
  if (!first) return false;
  const terminates = first.listener.tls?.mode !== 'Passthrough';
  const modes = new Set(all.map(({ listener }) => listener.tls?.mode));
  return (
    !first.serves ||
    (terminates && !options.features.has('TLSRouteModeTerminate')) ||
    (modes.size > 1 && !options.features.has('TLSRouteModeMixed'))
  );
}

function toWhole(outcome: StreamOutcome, clause: ClauseId): StreamAlternative {
  return { branches: [{ share: 1, outcome, clause }], open: [] };
}
