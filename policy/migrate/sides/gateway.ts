import type { JsonObject } from '../../../apimachinery/types.ts';
import type { Alternative, Branch, Outcome } from '../../model/answer.ts';
import { coversHost, readHost } from '../../model/hostnames.ts';
import { answerHttp } from '../../model/http/answer.ts';
import type { Candidate } from '../../model/http/choose.ts';
import type { HttpRequest } from '../../model/http/request.ts';
import { createModel, type GatewayView, type Model } from '../../model/model.ts';
import type { ModelOptions } from '../../model/options.ts';
import type { Behaviour, Decider, Served, Side, Take, Takes } from '../types.ts';
import { readSeconds } from './durations.ts';
import { ASSUMED, completeObjects, nameOf } from './objects.ts';
import { findPassthrough } from './passthrough.ts';
import { findProtocols, type Protocols } from './protocols.ts';

const features = new Set([
  'Gateway',
  'HTTPRoute',
  'GRPCRoute',
  'ReferenceGrant',
  'GatewayHTTPListenerIsolation',
  'GatewayRouteHostnameIntersectionPrecedence',
]);

export interface GatewaySideOptions {
  regularExpressions: NonNullable<ModelOptions['regularExpressions']>;
  ports: { http: number; https: number };
}

export interface GatewaySide extends Side {
  model: Model;
  /** The Gateway that a request is for; undefined where none listens on the port. */
  find(request: HttpRequest): GatewayView['gateway'] | undefined;
  /** Kind and name of a route of the model, which knows a GRPCRoute as an HTTPRoute. */
  nameRoute(route: { meta: { namespace: string; name: string } }): string;
}

/**
 * The side of the Gateway API, by its model: each request goes to the Gateway that serves it.
 * @throws ManifestError where a field has another type than the API gives it
 */
export function createGatewaySide(objects: readonly JsonObject[], options: GatewaySideOptions): GatewaySide {
  const { regularExpressions, ports } = options;
  const model = createModel(completeObjects(objects), {
    controllerName: ASSUMED,
    features,
    endpoints: 'assumed',
    certificates: 'assumed',
    regularExpressions,
  });
  const grpc = new Set(objects.filter(({ kind }) => kind === 'GRPCRoute').map(nameOf));
  const nameRoute: GatewaySide['nameRoute'] = ({ meta }) => {
    const name = `${meta.namespace}/${meta.name}`;
    return `${grpc.has(name) ? 'GRPCRoute' : 'HTTPRoute'} ${name}`;
  };
  const context = { model, protocols: findProtocols(objects, grpc), nameRoute };
  const answer = (request: HttpRequest): Answered | undefined => {
    const port = ports[request.scheme];
    const answers = model.gateways
      .filter(({ listeners }) => listeners.some(({ listener }) => listener.port === port))
      .map((view) => askGateway(context, view, port, request));
    return answers.toSorted((a, b) => b.rank - a.rank)[0];
  };
  return {
    model,
    nameRoute,
    find: (request) => answer(request)?.gateway,
    ask(request) {
      const opaque = request.scheme === 'https' ? findPassthrough(objects, request.sni ?? '', ports.https) : undefined;
      return opaque ? [opaque] : (answer(request)?.takes ?? [{ served: { kind: 'refuse' } }]);
    },
  };
}

interface Context {
  model: Model;
  protocols: Protocols;
  nameRoute: GatewaySide['nameRoute'];
}

interface Answered {
  gateway: GatewayView['gateway'];
  takes: Takes;
  /** The more, the rather is the request this Gateway's. */
  rank: number;
}

function askGateway(
  context: Context,
  { gateway, listeners }: GatewayView,
  port: number,
  request: HttpRequest,
): Answered {
  const { namespace, name } = gateway.meta;
  const { alternatives } = answerHttp(context.model, { namespace, name, port }, request);
  const [first, ...others] = alternatives.map((each) => toTake(each, context));
  if (!first) throw new Error('an answer has at least one alternative');
  const host = readHost(request.host);
  const isOwn = listeners.some(({ listener }) => listener.port === port && coversHost(listener.hostname, host));
  const serves = first.by !== undefined ? 2 : first.served.kind === 'refuse' ? 0 : 1;
  return { gateway, takes: [first, ...others], rank: serves * 2 + Number(isOwn) };
}

function toTake({ branches, choice }: Alternative, context: Context): Take {
  const winner = choice?.winner;
  const by = winner && toDecider(winner, context);
  const served = toServed(branches);
  const behaviour = winner && served.kind === 'forward' ? toBehaviour(winner, served, context) : undefined;
  return { served, ...(by ? { by } : {}), ...(behaviour ? { behaviour } : {}) };
}

function toDecider({ route, ruleIndex }: Candidate, { nameRoute }: Context): Decider {
  return { object: nameRoute(route), field: `spec.rules[${ruleIndex}]` };
}

function toServed(branches: readonly Branch[]): Served {
  const [first] = branches;
  if (!first) return { kind: 'refuse' };
  if (branches.some(({ outcome }) => outcome.kind === 'forward')) return toForward(branches);
  return toPlain(first.outcome);
}

function toPlain(outcome: Outcome): Served {
  switch (outcome.kind) {
    case 'respond':
      return { kind: 'respond', codes: outcome.codes };
    case 'redirect': {
      const { status, scheme, host, port, path } = outcome.redirect;
      const usual = scheme === 'https' ? 443 : 80;
      return { kind: 'redirect', status, location: `${scheme}://${host}${port === usual ? '' : `:${port}`}${path}` };
    }
    case 'anything':
      return { kind: 'open', because: 'only the implementation can judge it' };
    default:
      return { kind: 'refuse' };
  }
}

function toForward(branches: readonly Branch[]): Served {
  const shares = branches.map(({ outcome, share }) => {
    if (outcome.kind !== 'forward') {
      const codes = outcome.kind === 'respond' ? outcome.codes.join(' or ') : outcome.kind;
      return { backend: `status ${codes}`, share };
    }
    const { namespace, name, port } = outcome.backend;
    return { backend: `${namespace}/${name}:${port}`, share, receives: outcome.request };
  });
  const forward = branches.flatMap(({ outcome }) => (outcome.kind === 'forward' ? [outcome] : []))[0];
  return { kind: 'forward', shares: mergeShares(shares), response: forward?.response ?? {} };
}

/** A backend that is named twice gets both shares. */
function mergeShares(shares: (Served & { kind: 'forward' })['shares']): (Served & { kind: 'forward' })['shares'] {
  return shares
    .filter(({ backend }, index) => shares.findIndex((each) => each.backend === backend) === index)
    .map((each) => ({
      ...each,
      share: shares.filter(({ backend }) => backend === each.backend).reduce((sum, { share }) => sum + share, 0),
    }));
}

function toBehaviour({ rule, route }: Candidate, served: Served & { kind: 'forward' }, context: Context): Behaviour {
  const cors = rule.filters.find((filter) => filter.type === 'CORS')?.cors;
  const request = readSeconds(rule.timeouts.request);
  const backendRequest = readSeconds(rule.timeouts.backendRequest);
  const least = [request, backendRequest].filter((each) => each !== undefined && each > 0) as number[];
  return {
    ...(cors ? { cors } : {}),
    timeouts: least.length > 0 ? { request: Math.min(...least) } : {},
    ...(rule.session ? { session: { name: rule.session.name } } : {}),
    protocols: Object.fromEntries(
      served.shares.map(({ backend }) => [backend, context.protocols.of(context.nameRoute(route), backend)]),
    ),
  };
}
