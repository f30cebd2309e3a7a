import { distinct } from '../alternatives.ts';
import type { AnyAnswer, AnyOutcome } from '../answer.ts';
import type { Attachment } from '../attach.ts';
import { resolveBackend } from '../backends.ts';
import type { AnyCandidate } from '../candidates.ts';
import type { ClauseId } from '../clauses.ts';
import { answerGrpcWith } from '../grpc/answer.ts';
import { type GrpcRequest, toHttpRequest } from '../grpc/request.ts';
import { answerHttpWith } from '../http/answer.ts';
import { forwardRequest } from '../http/filters.ts';
import type { HttpRequest } from '../http/request.ts';
import { findService, type Model } from '../model.ts';
import type { Route } from '../objects.ts';
import { answerStreamWith } from '../streams/answer.ts';
import { routesOf, viewOf } from './view.ts';

/** A Service, as a client of a namespace speaks to it through a mesh. */
export interface MeshTarget {
  namespace: string;
  name: string;
  port: number;
  /** Namespace of the client. */
  from: string;
}

export type MeshRequest =
  | { kind: 'http'; request: HttpRequest }
  | { kind: 'grpc'; request: GrpcRequest }
  | { kind: 'tcp' };

const kindOf: Readonly<Record<MeshRequest['kind'], Route['kind']>> = {
  http: 'HTTPRoute',
  grpc: 'GRPCRoute',
  tcp: 'TCPRoute',
};

type AnyAlternative = AnyAnswer['alternatives'][0];

/**
 * Everything that the specification allows a mesh to do with what a client sends to a Service.
 * https://gateway-api.sigs.k8s.io/mesh/
 */
export function answerMesh(model: Model, target: MeshTarget, request: MeshRequest): AnyAnswer {
  const service = findService(model.world, target);
  if (!service) return { alternatives: [toWhole({ kind: 'refuse' }, 'stream.none')] };
  const view = viewOf(service, target.port, request.kind === 'tcp' ? 'TCP' : 'HTTP');
  const { producers, consumers } = routesOf(model, view, target, kindOf[request.kind]);
  const answer = (attachments: readonly Attachment[], open: readonly ClauseId[]): readonly AnyAlternative[] =>
    attachments.length === 0
      ? [{ ...direct(model, target, request), open }]
      : answerWith(model, view, attachments, request).map((each) => ({ ...each, open: [...open, ...each.open] }));
  // Routes of the client's namespace go before those of the Service's, where the mesh knows them at all.
  const known = model.options.features.has('MeshConsumerRoute');
  const usual = answer(consumers.length > 0 ? consumers : producers, []);
  const otherwise = consumers.length > 0 && !known ? answer(producers, ['mesh.consumer']) : [];
  return { alternatives: distinct<AnyCandidate, AnyOutcome>([...usual, ...otherwise]) };
}

function answerWith(
  model: Model,
  view: ReturnType<typeof viewOf>,
  attachments: readonly Attachment[],
  request: MeshRequest,
): readonly AnyAlternative[] {
  const ask = (list: readonly Attachment[]): AnyAnswer => {
    if (request.kind === 'http') return answerHttpWith(model, [view], list, request.request);
    if (request.kind === 'grpc') return answerGrpcWith(model, [view], list, request.request);
    return answerStreamWith(model, [view], list, { protocol: 'tcp' });
  };
  const { alternatives } = ask(
    attachments.map((each) => ({ ...each, hostnames: [{ route: undefined, common: undefined }] })),
  );
  // Hostnames should mean nothing here, which leaves a mesh that heeds them.
  const heeded = attachments.some(({ route }) => route.hostnames.length > 0) ? ask(attachments).alternatives : [];
  return [...alternatives, ...heeded.map((each) => ({ ...each, open: [...each.open, 'mesh.hostnames' as const] }))];
}

/** Without a route a Service is reached as without a mesh. */
function direct(model: Model, { namespace, name, port }: MeshTarget, request: MeshRequest): AnyAlternative {
  const ref = { group: '', kind: 'Service', namespace, name, port };
  const backend = resolveBackend(model.world, { kind: kindOf[request.kind], namespace }, ref, model.options);
  if (backend.state === 'unknown') return toWhole({ kind: 'anything' }, backend.clause);
  if (backend.state !== 'ready') return toWhole({ kind: 'anything' }, 'backend.unready');
  const { endpoints, clause } = backend;
  if (request.kind === 'tcp') return toWhole({ kind: 'connect', backend: ref, endpoints }, clause);
  const sent = request.kind === 'grpc' ? toHttpRequest(request.request) : request.request;
  return toWhole(
    { kind: 'forward', backend: ref, endpoints, request: forwardRequest(sent, [], undefined), response: {} },
    clause,
  );
}

function toWhole(outcome: AnyOutcome, clause: ClauseId): AnyAlternative {
  return { branches: [{ share: 1, outcome, clause }], open: [] };
}
