import { isServiceParent, isSetParent } from '../model/attach.ts';
import { compareListenerHostnames } from '../model/hostnames.ts';
import type { ListenerView } from '../model/listeners/evaluate.ts';
import type { GatewayView, Model, ParentView } from '../model/model.ts';
import { nameOf } from '../model/objects.ts';
import { nameRoute } from './describe.ts';
import { listServed, type MatchView } from './served.ts';
import { type ServiceView, viewServices } from './services.ts';

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
      /** The ListenerSet that it stands in, where it is none of the Gateway's own. */
      listenerSet?: string;
      /** In order of precedence. */
      matches: readonly MatchView[];
    }[];
  }[];
  /** Services whose requests a mesh routes, and for whom. */
  services: readonly ServiceView[];
  /** Routes and parentRefs that attach to nothing. */
  detached: readonly { route: string; parent: string; because: string }[];
}

export function viewEffective(model: Model): EffectiveView {
  return {
    gateways: model.gateways.map((view) => viewGateway(model, view)),
    services: viewServices(model),
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
      const { owner } = view;
      const matches = view.serves ? listMatches(model, view) : [];
      return {
        name,
        port,
        protocol,
        ...(hostname === undefined ? {} : { hostname }),
        ...(owner.kind === 'ListenerSet' ? { listenerSet: nameOf(owner) } : {}),
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

function listMatches(model: Model, view: ListenerView): readonly MatchView[] {
  const attached = model.parents.flatMap(({ attachments }) =>
    attachments.filter((attachment) => attachment.view === view && attachment.obstacle === undefined),
  );
  return listServed(model, attached);
}

const sentences = {
  section: 'it names no listener of the Gateway',
  port: 'no listener has that port',
  kind: 'no listener allows routes of this kind',
  namespace: 'no listener allows routes of its namespace',
  hostname: 'no hostname of it fits a listener',
} as const;

const order = ['hostname', 'namespace', 'kind', 'port', 'section'] as const;

function explainDetached(view: ParentView): EffectiveView['detached'] {
  const { route, parent, attachments } = view;
  if (view.service || attachments.some(({ obstacle }) => obstacle === undefined)) return [];
  const place = `${parent.namespace}/${parent.name}${parent.sectionName === undefined ? '' : `:${parent.sectionName}`}`;
  const name = parent.kind === 'Gateway' ? place : `${parent.kind} ${place}`;
  return [{ route: nameRoute(route), parent: name, because: explainAbsence(view) }];
}

function explainAbsence({ parent, gateway, set, attachments }: ParentView): string {
  if (isServiceParent(parent)) return 'there is no such Service';
  if (isSetParent(parent) && !set) return 'there is no such ListenerSet of a Gateway of this controller';
  if (set && !set.allowed) return 'the Gateway takes no ListenerSets of its namespace';
  if (!gateway) return 'there is no such Gateway of this controller';
  return sentences[order.find((obstacle) => attachments.some((each) => each.obstacle === obstacle)) ?? 'section'];
}
