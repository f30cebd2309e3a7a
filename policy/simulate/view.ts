import { describeBranch } from '../model/compare-answer.ts';
import { compareListenerHostnames } from '../model/hostnames.ts';
import { type Candidate, compareCandidates } from '../model/http/choose.ts';
import { respond } from '../model/http/respond.ts';
import type { ListenerView } from '../model/listeners/evaluate.ts';
import type { GatewayView, Model, ParentView } from '../model/model.ts';
import { type HttpMatch, nameOf } from '../model/objects.ts';

/** What every listener really serves, and what attaches nowhere. Plain data, sorted. */
export interface EffectiveView {
  gateways: readonly {
    gateway: string;
    addresses: readonly string[];
    listeners: readonly {
      name: string;
      port: number;
      protocol: string;
      hostname?: string;
      /** Why nothing is served there. */
      problems: readonly string[];
      /** In order of precedence. */
      matches: readonly { host: string; match: string; route: string; rule: number; outcomes: readonly string[] }[];
    }[];
  }[];
  /** Routes and parentRefs that attach to nothing. */
  detached: readonly { route: string; parent: string; because: string }[];
}

const strict = { trailingSlash: true };

export function viewEffective(model: Model): EffectiveView {
  return {
    gateways: model.gateways.map((view) => viewGateway(model, view)),
    detached: model.parents.flatMap(explainDetached),
  };
}

function viewGateway(model: Model, { gateway, listeners }: GatewayView): EffectiveView['gateways'][number] {
  const sorted = listeners.toSorted(
    (a, b) => a.listener.port - b.listener.port || compareListenerHostnames(a.listener.hostname, b.listener.hostname),
  );
  return {
    gateway: nameOf(gateway),
    addresses: gateway.addresses,
    listeners: sorted.map((view) => {
      const { name, port, protocol, hostname } = view.listener;
      const matches = view.serves ? listMatches(model, view) : [];
      return {
        name,
        port,
        protocol,
        ...(hostname === undefined ? {} : { hostname }),
        problems: listProblems(view),
        matches,
      };
    }),
  };
}

function listProblems({ supported, conflicts, certificateFaults, hasInvalidKinds, listener }: ListenerView): string[] {
  return [
    ...(supported ? [] : [`protocol ${listener.protocol} is not supported`]),
    ...conflicts.map((reason) => `another listener of port ${listener.port} is in its way (${reason})`),
    ...certificateFaults.map(({ detail }) => detail),
    ...(hasInvalidKinds ? ['it allows kinds of routes that are not supported'] : []),
  ];
}

function listMatches(
  model: Model,
  view: ListenerView,
): EffectiveView['gateways'][number]['listeners'][number]['matches'] {
  const attached = model.parents.flatMap(({ attachments }) =>
    attachments.filter((attachment) => attachment.view === view && attachment.obstacle === undefined),
  );
  const candidates = attached.flatMap(({ route, hostnames }) =>
    hostnames.flatMap(({ route: own, common }) =>
      route.rules.flatMap((rule, ruleIndex) =>
        rule.matches.map((match, matchIndex) => {
          const candidate: Candidate = { route, view, rule, ruleIndex, match, matchIndex, hostname: own };
          return { candidate, host: common ?? '*' };
        }),
      ),
    ),
  );
  candidates.sort((a, b) => compareCandidates(a.candidate, b.candidate, strict).order);
  return candidates.map(({ candidate, host }) => ({
    host,
    match: describeMatch(candidate.match),
    route: nameOf(candidate.route),
    rule: candidate.ruleIndex + 1,
    outcomes: respond(model.world, candidate, exampleOf(candidate, host), model.options).map(describeBranch),
  }));
}

/** Some request that the match is for, to tell what becomes of it. */
function exampleOf({ match, view }: Candidate, host: string) {
  const name = host === '*' ? 'any.example' : host.replace('*', 'any');
  const scheme = view.listener.protocol === 'HTTPS' ? ('https' as const) : ('http' as const);
  return { method: match.method ?? 'GET', scheme, host: name, path: match.path.value, headers: [], sni: name };
}

/** `GET /path* with version: one`, as a person says it. */
export function describeMatch({ path, headers, query, method }: HttpMatch): string {
  const shown = path.type === 'Exact' ? path.value : path.type === 'PathPrefix' ? `${path.value}*` : `~ ${path.value}`;
  const values = [
    ...headers.map(({ name, value }) => `${name}: ${value}`),
    ...query.map(({ name, value }) => `?${name}=${value}`),
  ];
  return [method, shown, values.length > 0 ? `with ${values.join(', ')}` : undefined].filter(Boolean).join(' ');
}

const sentences = {
  section: 'it names no listener of the Gateway',
  port: 'no listener has that port',
  kind: 'no listener allows routes of this kind',
  namespace: 'no listener allows routes of its namespace',
  hostname: 'no hostname of it fits a listener',
} as const;

function explainDetached({ route, parent, gateway, attachments }: ParentView): EffectiveView['detached'] {
  if (attachments.some(({ obstacle }) => obstacle === undefined)) return [];
  const name = `${parent.namespace}/${parent.name}${parent.sectionName === undefined ? '' : `:${parent.sectionName}`}`;
  const order = ['hostname', 'namespace', 'kind', 'port', 'section'] as const;
  const nearest = order.find((obstacle) => attachments.some((each) => each.obstacle === obstacle)) ?? 'section';
  const because = gateway ? sentences[nearest] : 'there is no such Gateway of this controller';
  return [{ route: nameOf(route), parent: name, because }];
}
