/** Writes suites/scenarios/explored: cases of a fixed seed, whose answers do not hang on names or on times of creation. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { findPackageRoot } from '../harness/common/package-root.ts';
import {
  arbitraryPlan,
  type ChosenRequest,
  chooseRequests,
  controlListener,
  defaultLimits,
  type Manifest,
  type Place,
  type Plan,
  planStages,
  type Stage,
} from '../policy/generate/index.ts';
import {
  answerHttp,
  createModel,
  judgeStatuses,
  type Model,
  type Outcome,
  type StatusOpinion,
} from '../policy/model/index.ts';
import type { ExploredCase, ExploredStage } from '../suites/kit/explored.ts';

const seed = 16;
const wanted = 5;
const rowsPerStage = 8;
const controllerName = 'example.com/explored';
const place: Place = {
  domain: '{domain}',
  namespaces: ['{a}', '{b}', '{c}'],
  gatewayClassName: '{class}',
  pods: [1, 2, 3, 4].map((pod) => ({ address: `10.0.0.${pod}`, port: 3000 })),
  certificate: { certificate: '', privateKey: '' },
};
/** Changes that a scenario can make without objects that the engine makes. */
const kept: ReadonlySet<string> = new Set([
  'rule',
  'ruleRemoved',
  'hostnames',
  'parents',
  'routeToggled',
  'grantToggled',
  'grant',
  'grantAdded',
  'listener',
  'listenerToggled',
]);

function main(): void {
  const limits = { ...defaultLimits, gateways: 1, routes: 4, services: 3, changes: 4, catchAll: false, https: false };
  const plans = fc.sample(arbitraryPlan(limits), { seed, numRuns: 2_000 }).map(simplify);
  const cases: { stages: readonly ExploredStage[]; plan: Plan }[] = [];
  const changesSeen = new Set<string>();
  for (const plan of plans) {
    const fresh = plan.changes.filter(({ kind }) => !changesSeen.has(kind)).length;
    if (cases.length >= wanted || plan.changes.length < 2 || fresh === 0) continue;
    const stages = judgeStages(plan);
    const rows = stages.map(({ traffic }) => traffic.flatMap((one) => one.rows).filter(isServed).length);
    if (stages.length < 3 || rows.some((count) => count < 2)) continue;
    for (const { kind } of plan.changes) changesSeen.add(kind);
    cases.push({ stages, plan });
  }
  const folder = join(findPackageRoot(), 'suites/scenarios/explored');
  for (const [index, { stages, plan }] of cases.entries())
    writeFileSync(
      join(folder, `case-${index + 1}.json`),
      `${JSON.stringify(toCase(index + 1, plan, stages), null, 2)}\n`,
    );
  console.log(`${cases.length} cases with ${[...changesSeen].sort().join(', ')}`);
}

/** Services with one port each and another pod each, since the engine makes them; changes that it can follow. */
function simplify(plan: Plan): Plan {
  return {
    ...plan,
    services: plan.services.map((service, index) => ({ ...service, pod: index, shape: 0 })),
    changes: plan.changes.filter(({ kind }) => kept.has(kind)),
  };
}

function isServed({ expect }: ExploredStage['traffic'][number]['rows'][number]): boolean {
  return 'backend' in expect || 'redirect' in expect;
}

function judgeStages(plan: Plan): readonly ExploredStage[] {
  return planStages(plan, place).map((stage) => {
    const models = listModels(stage);
    const [model] = models;
    if (!model) throw new Error('there is always a model');
    let state = 1;
    const draw = (below: number) => {
      state = (state * 48_271) % 2_147_483_647;
      return state % below;
    };
    const requests = chooseRequests(model, place.domain, rowsPerStage * 4, draw).filter((chosen) =>
      models.every((other) => isDecided(chosen, other)),
    );
    return {
      title: stage.title,
      apply: stage.operations
        .filter(({ kind, object }) => kind === 'apply' && isOwn(object))
        .map(({ object }) => toObject(object)),
      remove: stage.operations
        .filter(({ kind, object }) => kind === 'delete' && isOwn(object))
        .map(({ object }) => refOf(object)),
      statuses: judgeStatuses(model).flatMap(toStatus),
      traffic: groupByPort(requests.slice(0, rowsPerStage)),
    };
  });
}

/** The world with other names of namespaces and other ages of routes: an answer that hangs on them is no use. */
function listModels({ objects }: Stage): readonly Model[] {
  const gatewayClass = {
    apiVersion: 'gateway.networking.k8s.io/v1',
    kind: 'GatewayClass',
    metadata: { name: '{class}' },
    spec: { controllerName },
  };
  const options = {
    controllerName,
    features: new Set(['Gateway', 'HTTPRoute', 'ReferenceGrant']),
    endpoints: 'slices',
  } as const;
  const aged = (sign: number) =>
    objects.map((object, index) => ({
      ...object,
      metadata: {
        ...object.metadata,
        creationTimestamp: `2026-01-01T00:00:${String(30 + sign * index).padStart(2, '0')}Z`,
      },
    }));
  const renamed = (list: readonly object[]) =>
    JSON.parse(JSON.stringify(list).replaceAll('{a}', '{x}').replaceAll('{c}', '{a}').replaceAll('{x}', '{c}'));
  return [aged(0), aged(1), renamed(aged(0))].map((list) => createModel([gatewayClass, ...list], options));
}

/** One outcome whatever is left open; `other` may have its namespaces renamed. */
function isDecided(chosen: ChosenRequest, other: Model): boolean {
  const [first, ...more] = chosen.answer.alternatives;
  if (more.length > 0 || first.branches.length !== 1) return false;
  const renamed = other.gateways[0]?.gateway.meta.namespace !== chosen.target.namespace;
  const swap = (text: string) => text.replace(/\{(a|c)\}/, (_, name) => (name === 'a' ? '{c}' : '{a}'));
  const target = { ...chosen.target, namespace: renamed ? swap(chosen.target.namespace) : chosen.target.namespace };
  const [again, ...others] = answerAgain(other, target, chosen);
  return others.length === 0 && again === describe(first.branches[0]?.outcome);
}

function answerAgain(model: Model, target: ChosenRequest['target'], { request }: ChosenRequest): readonly string[] {
  return answerHttp(model, target, request).alternatives.map(({ branches }) =>
    branches.map(({ outcome }) => describe(outcome)).join(' or '),
  );
}

function describe(outcome: Outcome | undefined): string {
  if (outcome?.kind !== 'forward') return JSON.stringify(outcome);
  return JSON.stringify([outcome.backend.name, outcome.request]);
}

function isOwn({ kind }: Manifest): boolean {
  return kind === 'Gateway' || kind === 'HTTPRoute' || kind === 'ReferenceGrant';
}

function refOf({
  kind,
  metadata: { name, namespace = '' },
}: {
  kind: string;
  metadata: { name: string; namespace?: string };
}) {
  return `${kind}/${namespace.slice(1, -1)}/${name}` as const;
}

/** Without the control listener, and with Services by their labels. */
function toObject(object: Manifest): Manifest {
  const copy = JSON.parse(JSON.stringify(object).replaceAll(/"name":"(service-\d+)"/g, '"name":"{$1}"'));
  copy.metadata.name = `{=${object.metadata.name}}`;
  if (object.kind === 'Gateway')
    copy.spec.listeners = copy.spec.listeners.filter(({ name }: { name: string }) => name !== controlListener);
  for (const ref of copy.spec.parentRefs ?? []) ref.name = `{=${ref.name}}`;
  return copy;
}

function groupByPort(requests: readonly ChosenRequest[]): ExploredStage['traffic'] {
  const ports = [...new Set(requests.map(({ target }) => target.port))];
  return ports.flatMap((port) => {
    const own = requests.filter(({ target }) => target.port === port);
    const [first, ...rows] = own.map((chosen, index) => toRow(chosen, index));
    const target = own[0]?.target;
    if (!first || !target) return [];
    const gateway = refOf({ kind: 'Gateway', metadata: target });
    return [{ gateway, port, rows: [first, ...rows] as const }];
  });
}

type Row = ExploredStage['traffic'][number]['rows'][number];

function toRow({ request, how, answer }: ChosenRequest, index: number): Row {
  const headers: Record<string, string | string[]> = {};
  for (const [name, value] of request.headers) {
    const before = headers[name];
    headers[name] = before === undefined ? value : [before, value].flat();
  }
  const outcome = answer.alternatives[0].branches[0]?.outcome;
  return {
    name: `${index + 1}: ${request.method} ${request.host.replace(/\{domain\}/i, 'domain')}${request.path}${how === '' ? '' : `, ${how}`}`,
    send: {
      ...(request.method === 'GET' ? {} : { method: request.method }),
      host: request.host,
      path: request.path,
      ...(request.headers.length > 0 ? { headers } : {}),
    },
    expect: toExpectation(outcome),
    requirements: [findRequirement(outcome)],
  };
}

function findRequirement(outcome: Outcome | undefined): string {
  if (outcome?.kind === 'redirect') return 'httproute.filters.core';
  if (outcome?.kind !== 'respond') return 'httproute.precedence.criteria';
  if (outcome.codes.length > 1) return 'route.backendref.weight-zero';
  return outcome.codes[0] === 500 ? 'httproute.backends.all-invalid-500' : 'httproute.no-rule-404';
}

function toExpectation(outcome: Outcome | undefined): Row['expect'] {
  switch (outcome?.kind) {
    case 'forward': {
      const entries = Object.entries(outcome.request.headers).map(([name, values]) => [
        name,
        values.length === 0 ? null : values.length === 1 ? values[0] : values,
      ]);
      const { method, host, path } = outcome.request;
      const headers = entries.length > 0 ? { headers: Object.fromEntries(entries) } : {};
      return { backend: outcome.backend.name, saw: { method, host, path, ...headers } };
    }
    case 'redirect':
      return { redirect: outcome.redirect };
    case 'respond': {
      const [code = 404, ...codes] = outcome.codes;
      return { status: codes.length > 0 ? [code, ...codes] : code };
    }
    default:
      return { connection: 'refused' };
  }
}

type Status = ExploredStage['statuses'][number];

function toStatus(opinion: StatusOpinion): Status[] {
  if (opinion.kind === 'GatewayClass') return [];
  const ref = refOf({ kind: opinion.kind, metadata: opinion });
  if ('listeners' in opinion) {
    const counted = opinion.listeners.flatMap(({ name, attachedRoutes: count }) =>
      name === controlListener || !count || count.least !== count.most ? [] : [[name, { attachedRoutes: count.most }]],
    );
    return counted.length > 0
      ? [{ ref, expect: { listeners: Object.fromEntries(counted) }, requirements: ['listener.status.attached-routes'] }]
      : [];
  }
  if (!('parents' in opinion)) return [];
  const told = opinion.parents.map(({ conditions }) =>
    conditions.flatMap(({ type, allowed, optional }) => {
      const [only, ...others] = allowed;
      if (optional || !only || others.length > 0 || only.status === 'Unknown') return [];
      return [[type, only.reasons ? { status: only.status, reason: only.reasons } : only.status]];
    }),
  );
  const [first] = told;
  const alike = told.every((each) => JSON.stringify(each) === JSON.stringify(first));
  return first && first.length > 0 && alike
    ? [
        {
          ref,
          expect: { conditions: Object.fromEntries(first) },
          requirements: first.map(([type]) => `route.status.${type === 'Accepted' ? 'accepted' : 'resolved-refs'}`),
        },
      ]
    : [];
}

function toCase(number: number, plan: Plan, stages: readonly ExploredStage[]): ExploredCase {
  const label = (namespace: number) => ['a', 'b', 'c'][namespace % 3] ?? 'a';
  const titles = stages.slice(1).map(({ title }) => title);
  const text = JSON.stringify(stages);
  const services = plan.services
    .map(({ namespace }, index) => ({ name: `service-${index + 1}`, namespace: label(namespace) }))
    .filter(({ name }) => text.includes(`{${name}}`));
  const rows = stages.flatMap(({ traffic, statuses }) => [...statuses, ...traffic.flatMap((one) => one.rows)]);
  const [first = 'httproute.precedence.criteria', ...others] = new Set(rows.flatMap((row) => row.requirements ?? []));
  const used = (name: string) => text.includes(`{${name}}`) || services.some(({ namespace }) => namespace === name);
  return {
    id: `Explored${number}`,
    title: `A generated world, and what changes in it: ${[...new Set(titles)].join(', ')}`,
    requirements: [first, ...others],
    namespaces: Object.fromEntries(
      plan.namespaces.flatMap((team, index) => {
        const name = label(index);
        return used(name) ? [[name, team === 0 ? {} : { labels: { team: `team-${team}` } }]] : [];
      }),
    ),
    backends: Object.fromEntries(services.map(({ name, namespace }) => [name, { namespace }])),
    stages,
  };
}

main();
