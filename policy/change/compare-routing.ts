import type { JsonObject } from '../../apimachinery/types.ts';
import { createModel } from '../model/index.ts';
import { nameOf } from '../rules/world/identify.ts';
import { referencesOf } from '../rules/world/references.ts';
import { World } from '../rules/world/world.ts';
import { type EffectiveView, viewEffective } from '../simulate/index.ts';

/** One thing that a change of manifests does to what is served, or who may refer to what. */
export interface RoutingChange {
  kind: 'appears' | 'vanishes' | 'changes' | 'grant-opens' | 'grant-closes';
  /** `Gateway infra/edge, port 80: a.example /cart*`, or the grant's namespace. */
  subject: string;
  before?: string;
  after?: string;
}

const assumed = 'gwconf.dev/assumed';
/** Of the standard channel, all that the model knows. */
const features = new Set([
  ...[
    'Gateway',
    'HTTPRoute',
    'GRPCRoute',
    'TLSRoute',
    'TLSRouteModeTerminate',
    'TLSRouteModeMixed',
    'TCPRoute',
    'UDPRoute',
  ],
  ...['ListenerSet', 'BackendTLSPolicy', 'Mesh', 'MeshConsumerRoute', 'ReferenceGrant'],
]);

/**
 * What a change from some manifests to others does to the effective routing, sorted. Whatever their class, all
 * Gateways count; Services that are referred to and not there are taken to exist.
 * @throws ManifestError where a field has another type than the API gives it
 */
export function compareRouting(before: readonly JsonObject[], after: readonly JsonObject[]): RoutingChange[] {
  const [old, now] = [before, after].map((objects) => new World(objects, [], worldOptions));
  if (!old || !now) return [];
  return [
    ...compareMaps(listServed(before, old), listServed(after, now), ['appears', 'vanishes', 'changes']),
    ...compareMaps(listGrants(old), listGrants(now), ['grant-opens', 'grant-closes', 'changes']),
  ];
}

const worldOptions = { namespace: 'default', namespaceIsSure: false, closed: false, now: new Date(0) };

function compareMaps(
  old: ReadonlyMap<string, string>,
  now: ReadonlyMap<string, string>,
  [appears, vanishes, changes]: readonly [RoutingChange['kind'], RoutingChange['kind'], RoutingChange['kind']],
): RoutingChange[] {
  const subjects = [...new Set([...old.keys(), ...now.keys()])].sort();
  return subjects.flatMap((subject): RoutingChange[] => {
    const [before, after] = [old.get(subject), now.get(subject)];
    if (before === after) return [];
    if (before === undefined) return [{ kind: appears, subject, after }];
    if (after === undefined) return [{ kind: vanishes, subject, before }];
    return [{ kind: changes, subject, before, after }];
  });
}

/** What becomes of each match at each port of each Gateway, by its first taker. */
function listServed(objects: readonly JsonObject[], world: World): Map<string, string> {
  const view = viewEffective(
    createModel(complete(objects, world), { controllerName: assumed, features, endpoints: 'assumed' }),
  );
  const served = new Map<string, string>();
  const entries = [
    ...view.gateways.flatMap(({ gateway, listeners }) =>
      listeners.flatMap((listener) => listMatches(gateway, listener)),
    ),
    ...view.services.flatMap(({ service, port, from, matches }) => {
      const who = from === 'everywhere' ? '' : `, from ${from}`;
      return describeMatches(`Service ${service}, port ${port}${who}`, matches, []);
    }),
  ];
  for (const [subject, outcome] of entries) if (!served.has(subject)) served.set(subject, outcome);
  return served;
}

type ListenerOfView = EffectiveView['gateways'][number]['listeners'][number];

function listMatches(gateway: string, { port, protocol, problems, matches }: ListenerOfView): [string, string][] {
  const place = `Gateway ${gateway}, port ${port}${protocol === 'UDP' ? ' (UDP)' : ''}`;
  return describeMatches(place, matches, problems);
}

function describeMatches(
  place: string,
  matches: ListenerOfView['matches'],
  problems: readonly string[],
): [string, string][] {
  return matches.map(({ host, match, outcomes }) => [
    `${place}: ${host} ${match}`,
    problems.length > 0 ? problems.join('; ') : outcomes.join(', '),
  ]);
}

/** The objects with classes for all Gateways, and with the Services that routes refer to. */
function complete(objects: readonly JsonObject[], world: World): JsonObject[] {
  const apiVersion = 'gateway.networking.k8s.io/v1';
  const classes = [...new Set(world.gateways.map(({ className }) => className))].map((name) => {
    return { apiVersion, kind: 'GatewayClass', metadata: { name }, spec: { controllerName: assumed } };
  });
  const ports = new Map<string, { namespace: string; name: string; ports: Set<number> }>();
  for (const { to, port } of referencesOf(world)) {
    if (to.group !== '' || to.kind !== 'Service' || port === undefined || world.find(to).length > 0) continue;
    const known = ports.get(nameOf(to)) ?? { namespace: to.namespace, name: to.name, ports: new Set<number>() };
    known.ports.add(port);
    ports.set(nameOf(to), known);
  }
  const services = [...ports.values()].map(({ namespace, name, ports: numbers }) => ({
    ...{ apiVersion: 'v1', kind: 'Service', metadata: { namespace, name } },
    spec: { ports: [...numbers].map((port) => ({ name: `p${port}`, port })) },
  }));
  return [...objects.filter(({ kind }) => kind !== 'GatewayClass'), ...classes, ...services];
}

/** Each right that grants give. */
function listGrants(world: World): Map<string, string> {
  const entries = world.grants.flatMap(({ object, from, to }) =>
    from.flatMap((each) =>
      to.map(({ kind, name }): [string, string] => [
        `${each.kind}s of ${each.namespace} may refer to ${name === undefined ? `every ${kind}` : `${kind} ${name}`} of ${object.namespace}`,
        'granted',
      ]),
    ),
  );
  return new Map(entries);
}

/** For people, a line each. */
export function renderChanges(changes: readonly RoutingChange[]): string {
  if (changes.length === 0) return 'the change does nothing to the effective routing, nor to grants\n';
  const signs = { appears: '+', vanishes: '-', changes: '~', 'grant-opens': '+', 'grant-closes': '-' } as const;
  const lines = changes.map(({ kind, subject, before, after }) => {
    const isGrant = kind === 'grant-opens' || kind === 'grant-closes';
    const what = isGrant ? '' : `: ${[before, after].filter((part) => part !== undefined).join(' -> ')}`;
    return `  ${signs[kind]} ${subject}${what}`;
  });
  return `${['What the change does to the effective routing', ...lines].join('\n')}\n`;
}
