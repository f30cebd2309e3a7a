import { distinct } from '../alternatives.ts';
import type { Alternative, Answer, GrpcOutcome } from '../answer.ts';
import type { Attachment } from '../attach.ts';
import type { GrpcCandidate } from '../candidates.ts';
import type { ClauseId } from '../clauses.ts';
import { isContested, takesHost } from '../contested.ts';
import { compareListenerHostnames, coversHost, readHost } from '../hostnames.ts';
import type { Target } from '../http/answer.ts';
import { listReadings, openClauses, type Reading } from '../http/readings.ts';
import type { ListenerView } from '../listeners/evaluate.ts';
import { findGateway, type Model } from '../model.ts';
import { chooseGrpc } from './choose.ts';
import { type GrpcRequest, toHttpRequest } from './request.ts';
import { respondGrpc } from './respond.ts';

export type GrpcAnswer = Answer<GrpcCandidate, GrpcOutcome>;
type GrpcAlternative = Alternative<GrpcCandidate, GrpcOutcome>;

/** Everything that the specification allows a Gateway to do with a call. */
export function answerGrpc(model: Model, target: Target, request: GrpcRequest): GrpcAnswer {
  const protocol = request.scheme === 'https' ? 'HTTPS' : 'HTTP';
  const all = (findGateway(model.gateways, target)?.listeners ?? []).filter(
    ({ listener }) => listener.port === target.port && listener.protocol === protocol,
  );
  if (all.some(({ isDisputed }) => isDisputed))
    return { alternatives: [toWhole({ kind: 'anything' }, 'set.conflict')] };
  const views = all.filter(({ serves }) => serves);
  if (views.length === 0) return { alternatives: [toWhole({ kind: 'refuse' }, 'listener.none')] };
  const names = new Set([readHost(request.authority), (request.sni ?? '').toLowerCase()]);
  // A server name that is not the host, and a listener that is broken, are judged for HTTP.
  const usual = request.scheme === 'http' || names.size === 1;
  if (!usual || isBroken(all, readHost(request.authority)))
    return { alternatives: [toWhole({ kind: 'anything' }, 'listener.misdirected')] };
  const isNamed = views.some(({ listener }) => coversHost(listener.hostname, readHost(request.authority)));
  // Without a listener for the name, a handshake may fail, or end in another certificate and an error.
  if (request.scheme === 'https' && !isNamed) {
    const answered = toWhole({ kind: 'status', codes: ['UNIMPLEMENTED', 'UNAVAILABLE', 'UNKNOWN'] }, 'grpc.none');
    return { alternatives: [toWhole({ kind: 'refuse' }, 'listener.none'), { ...answered, open: ['listener.none'] }] };
  }
  const attachments = model.parents.flatMap((parent) => parent.attachments);
  return answerGrpcWith(model, views, attachments, request);
}

/** The same of these listeners and what attaches to them. */
export function answerGrpcWith(
  model: Model,
  views: readonly ListenerView[],
  attachments: readonly Attachment[],
  request: GrpcRequest,
): GrpcAnswer {
  const host = readHost(request.authority);
  const ambiguity = {
    listeners: views.filter(({ listener }) => coversHost(listener.hostname, host)).length > 1,
    slashes: false,
    kinds: isContested(model.parents, views),
  };
  return {
    alternatives: distinct(
      listReadings(toHttpRequest(request), model.options, ambiguity).flatMap((reading) =>
        answerBy(model, views, attachments, request, reading),
      ),
    ),
  };
}

function answerBy(
  model: Model,
  views: readonly ListenerView[],
  attachments: readonly Attachment[],
  request: GrpcRequest,
  reading: Reading,
): readonly GrpcAlternative[] {
  const kept = reading.rejecting ? attachments.filter(({ contested }) => contested !== true) : attachments;
  const choice = chooseGrpc(views, kept, request, reading);
  const open = openClauses(reading);
  // What an HTTPRoute does with a call is not said.
  if (takesHost(kept, choice.listeners, 'HTTPRoute', readHost(request.authority)))
    return [{ ...toWhole({ kind: 'anything' }, 'grpc.or-http'), open, choice }];
  if (choice.undecided) return [{ ...toWhole({ kind: 'anything' }, 'grpc.method-alone'), open, choice }];
  if (choice.winner)
    return [{ branches: respondGrpc(model.world, choice.winner, request, model.options), open, choice }];
  const none = { ...toWhole({ kind: 'status', codes: ['UNIMPLEMENTED'] }, 'grpc.none'), open, choice };
  // Where no GRPCRoute attaches, the port need not speak gRPC.
  const speaks = kept.some(({ route, view, obstacle }) => {
    return route.kind === 'GRPCRoute' && obstacle === undefined && views.includes(view);
  });
  return speaks ? [none] : [none, { ...toWhole({ kind: 'refuse' }, 'grpc.none'), open: ['grpc.none'], choice }];
}

function isBroken(all: readonly ListenerView[], host: string): boolean {
  const [first] = all
    .filter(({ listener }) => coversHost(listener.hostname, host))
    .sort((a, b) => compareListenerHostnames(a.listener.hostname, b.listener.hostname));
  return first?.serves === false;
}

function toWhole(outcome: GrpcOutcome, clause: ClauseId): GrpcAlternative {
  return { branches: [{ share: 1, outcome, clause }], open: [] };
}
