import type { Manifest } from '../../apimachinery/manifests/index.ts';
import type { JsonObject } from '../../apimachinery/types.ts';
import { coversHost } from '../model/hostnames.ts';
import { type Controller, createIngressModel, hasTls, type IngressModel } from '../model/ingress/index.ts';
import { shorten } from '../output/printable.ts';
import { levels } from '../rules/types.ts';
import { viewEffective } from '../simulate/view.ts';
import { listLostAnnotations } from './annotations.ts';
import { groupRecords } from './group.ts';
import { askBoth, type Record } from './record.ts';
import { type Derived, deriveProbes } from './requests/derive.ts';
import { listFacts } from './requests/list-facts.ts';
import { sampleExpression } from './requests/sample-expression.ts';
import type { MigrateFinding, Migration } from './result.ts';
import { createGatewaySide, type GatewaySide, type GatewaySideOptions } from './sides/gateway.ts';
import { createIngressSide } from './sides/ingress.ts';
import { listAt, nameOf, textAt } from './sides/objects.ts';
import { createSpots, type Spots } from './spots.ts';

export interface MigrateOptions {
  /** Whose semantics the Ingresses have; undefined: their class and annotations tell. */
  controller?: Controller;
  ingressClass?: string;
  /** How the implementation matches regular expressions. */
  regularExpressions: GatewaySideOptions['regularExpressions'];
  seed: number;
  /** Requests at most. */
  requests: number;
}

/** Both sides, and the requests that tell them apart. */
export interface Prepared {
  ingress: IngressModel;
  gateway: GatewaySide;
  derived: Derived;
  ports: GatewaySideOptions['ports'];
  /** Expressions that no request was found for. */
  unsampled: readonly string[];
}

/**
 * Reads both sides and derives the requests.
 * @throws ManifestError where a field has another type than the API gives it, or a choice is left open
 */
export function prepareMigration(
  from: readonly JsonObject[],
  to: readonly JsonObject[],
  options: MigrateOptions,
): Prepared {
  const services = [...from, ...to].filter(({ kind }) => kind === 'Service');
  const ingress = createIngressModel([...from.filter(({ kind }) => kind !== 'Service'), ...services], {
    controller: options.controller,
    className: options.ingressClass,
  });
  const ports = choosePorts(to);
  const ours = [...to.filter(({ kind }) => kind !== 'Service'), ...services, ...from.filter(isAround)];
  const gateway = createGatewaySide(ours, { regularExpressions: options.regularExpressions, ports });
  const facts = listFacts(ingress, gateway.model);
  const derived = deriveProbes(facts, {
    seed: options.seed,
    most: options.requests,
    hasTls: (host) => hasTls(ingress, host),
  });
  const unsampled = facts
    .flatMap(({ paths }) => paths)
    .filter(({ kind, text }) => kind === 'expression' && sampleExpression(text).length === 0)
    .map(({ text }) => text);
  return { ingress, gateway, derived, ports, unsampled: [...new Set(unsampled)] };
}

function isAround({ kind }: JsonObject): boolean {
  return kind === 'Namespace' || kind === 'Secret';
}

/** The usual ports, or, where nobody listens there, the ones of the protocol. */
function choosePorts(objects: readonly JsonObject[]): GatewaySideOptions['ports'] {
  const listeners = objects
    .filter(({ kind }) => kind === 'Gateway')
    .flatMap((each) => listAt(each, 'spec', 'listeners'));
  const choose = (protocols: readonly string[], usual: number): number => {
    const own = listeners.filter(({ protocol }) => protocols.includes(String(protocol)));
    const ports = own.map(({ port }) => port).filter((port) => typeof port === 'number');
    return ports.includes(usual) ? usual : (ports[0] ?? usual);
  };
  return { http: choose(['HTTP'], 80), https: choose(['HTTPS', 'TLS'], 443) };
}

/** Compares what Ingresses and their translation do, by the models of both. Findings are sorted, the gravest first. */
export function checkMigration(from: readonly Manifest[], to: readonly Manifest[], options: MigrateOptions): Migration {
  const [old, now] = [from, to].map((manifests) => manifests.map(({ value }) => value)) as [JsonObject[], JsonObject[]];
  const prepared = prepareMigration(old, now, options);
  const { ingress, gateway, derived } = prepared;
  const records = askBoth(derived.probes, createIngressSide(ingress), gateway);
  const spots = createSpots([...from, ...to]);
  return summarize(prepared, records, groupRecords(records, spots), { spots, to: now, seed: options.seed });
}

interface Around {
  spots: Spots;
  to: readonly JsonObject[];
  seed: number;
}

/** What was found, with what no request shows. */
export function summarize(
  { ingress, gateway, derived, unsampled }: Prepared,
  records: readonly Record[],
  found: readonly MigrateFinding[],
  { spots, to, seed }: Around,
): Migration {
  const policies = listPolicies(to);
  const explained = found.map((finding) => explainMissing(finding, gateway));
  const lost = listLostAnnotations(ingress).map((each): MigrateFinding => {
    const { name, level, loses, ingresses } = each;
    const [first = ''] = ingresses;
    const more = ingresses.length > 1 ? `, and of ${ingresses.length - 1} more` : '';
    const maybe = policies.length > 0 ? `; ${policies.join(', ')} may do it, which only the implementation knows` : '';
    return {
      rule: 'migrate-annotation-lost',
      level: policies.length > 0 ? 'info' : level,
      message: `${name} of Ingress ${first}${more} has no counterpart: ${loses}${maybe}`,
      from: spots.of({ object: `Ingress ${first}`, field: `metadata.annotations[${name}]` }),
      requests: 0,
    };
  });
  return {
    controller: ingress.controller,
    ...(ingress.className === undefined ? {} : { ingressClass: ingress.className }),
    seed,
    requests: { asked: derived.probes.length, derived: derived.total },
    ingresses: ingress.ingresses.length,
    routes: gateway.model.world.routes.length,
    findings: [...explained, ...lost].toSorted((a, b) => levels.indexOf(a.level) - levels.indexOf(b.level)),
    notes: [
      ...listNotes(records, derived),
      ...unsampled.map((text) => `no request was found for the expression ${shorten(text, 200)}`),
    ],
  };
}

function listNotes(records: readonly Record[], { probes, total }: Derived): string[] {
  const open = records.flatMap(({ ingress, gateway }) =>
    [ingress, gateway].flatMap(({ served, by }) =>
      served.kind === 'open'
        ? [`${by ? `${by.object} ${by.field}: ` : ''}${served.because}; nothing was compared there`]
        : [],
    ),
  );
  return [
    ...new Set(open),
    ...(total > probes.length
      ? [`${total} requests were derived, ${probes.length} of them asked: --requests takes more`]
      : []),
  ];
}

/** Objects of implementations that are attached to something. */
function listPolicies(objects: readonly JsonObject[]): string[] {
  return objects
    .filter(
      ({ apiVersion }) =>
        !/^(v1|networking\.k8s\.io|gateway\.networking\.k8s\.io|discovery\.k8s\.io)(\/|$)/.test(String(apiVersion)),
    )
    .filter(
      (object) => listAt(object, 'spec', 'targetRefs').length > 0 || textAt(object, 'spec', 'targetRef', 'name') !== '',
    )
    .map((object) => `${String(object.kind)} ${nameOf(object)}`);
}

/** Why the routes that name the host of a finding serve nothing. */
function explainMissing(finding: MigrateFinding, { model, nameRoute }: GatewaySide): MigrateFinding {
  if (finding.rule !== 'migrate-host-missing' && finding.rule !== 'migrate-listener-missing') return finding;
  const host = new URL(finding.example?.request.split(' ')[1] ?? 'http://none').hostname;
  const view = viewEffective(model);
  const isFor = (route: (typeof model.world.routes)[number]) =>
    route.hostnames.length === 0 || route.hostnames.some((each) => coversHost(each, host));
  const names = new Map(
    model.world.routes.filter(isFor).map((route) => [`${route.meta.namespace}/${route.meta.name}`, nameRoute(route)]),
  );
  const detached = view.detached
    .filter(({ route }) => names.has(route))
    .map(({ route, parent, because }) => `${names.get(route)} does not attach to ${parent}: ${because}`);
  const faults = view.gateways.flatMap(({ gateway, listeners }) =>
    listeners
      .filter(({ hostname, problems }) => problems.length > 0 && coversHost(hostname, host))
      .map(({ name, problems }) => `listener ${name} of Gateway ${gateway} does not serve: ${problems.join(', ')}`),
  );
  const why = [...new Set([...detached, ...faults])].slice(0, 3);
  return why.length === 0 ? finding : { ...finding, message: `${finding.message}; ${why.join('; ')}` };
}
