/** Writes suites/scenarios/explored: cases of a fixed seed, whose answers do not hang on names or on times of creation. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { findPackageRoot } from '../harness/common/package-root.ts';
import { arbitraryPlan, chooseRequests, defaultLimits, type Plan, planStages } from '../policy/generate/index.ts';
import { judgeStatuses } from '../policy/model/index.ts';
import type { ExploredStage } from '../suites/kit/explored.ts';
import { toCase } from './explored/case.ts';
import { isDecided, listModels } from './explored/decided.ts';
import { isOwn, refOf, toObject } from './explored/objects.ts';
import { place } from './explored/place.ts';
import { groupByPort } from './explored/rows.ts';
import { toStatus } from './explored/statuses.ts';

const seed = 16;
const wanted = 5;
const rowsPerStage = 8;
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

/**
 * Services with one port each and another pod each, since the engine makes them; changes that it can follow. Whether a listener with
 * a kind that nobody knows beside HTTPRoute serves is left open: implementations that do everything else disagree.
 */
function simplify(plan: Plan): Plan {
  const known = <T extends { kinds: number }>(listener: T): T => ({
    ...listener,
    kinds: listener.kinds === 2 ? 1 : listener.kinds,
  });
  return {
    ...plan,
    gateways: plan.gateways.map((gateway) => ({ ...gateway, listeners: gateway.listeners.map(known) })),
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

main();
