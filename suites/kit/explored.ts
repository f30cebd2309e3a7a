import { apply, http, remove, type ScenarioDefinition, status } from '../../harness/scenario/define.ts';
import type { ScenarioEnv } from '../../harness/scenario/env.ts';
import type { StatusExpectation } from '../../harness/scenario/expectations.ts';
import type { KubeObject } from '../../harness/scenario/kubernetes.ts';
import type { ObjectRef, Step } from '../../harness/scenario/steps.ts';
import type { HttpRow } from '../../harness/scenario/traffic.ts';

/**
 * A case of the explorer as data, made by scripts/generate-explored.ts. Texts hold `{domain}`, `{class}`, the names of
 * namespaces (`{a}`), of Services (`{service-1}`) and of objects (`{=gateway-1}`) in braces.
 */
export interface ExploredCase {
  id: string;
  title: string;
  requirements: ScenarioDefinition['requirements'];
  namespaces: NonNullable<ScenarioDefinition['namespaces']>;
  backends: NonNullable<ScenarioDefinition['backends']>;
  stages: readonly ExploredStage[];
}

export interface ExploredStage {
  /** What is changed; empty at first. */
  title: string;
  apply: readonly KubeObject[];
  remove: readonly ObjectRef[];
  statuses: readonly { ref: ObjectRef; expect: StatusExpectation; requirements: readonly string[] }[];
  traffic: readonly { gateway: ObjectRef; port: number; rows: readonly [HttpRow, ...HttpRow[]] }[];
}

/** The scenario that a generated case makes: its worlds one after another, each with the answers that were foretold. */
export function explored({ stages, ...data }: ExploredCase): ScenarioDefinition {
  return Object.freeze({
    ...data,
    features: ['Gateway', 'HTTPRoute', 'ReferenceGrant'] as const,
    since: 'v1.0' as const,
    level: 'spec' as const,
    gateways: [],
    resources: (env: ScenarioEnv) => fill(env, data, stages[0]?.apply ?? []),
    steps: (env: ScenarioEnv) => stages.flatMap((stage, index) => fill(env, data, listSteps(stage, index))),
  });
}

function listSteps({ title, apply: objects, remove: refs, statuses, traffic }: ExploredStage, index: number): Step[] {
  const changes: Step[] =
    index === 0
      ? []
      : [
          ...refs.map((ref) => remove(`${title}: ${ref}`, ref)),
          ...(objects.length > 0 ? [apply(`${title} (${index})`, objects)] : []),
        ];
  return [
    ...changes,
    ...statuses.map(({ ref, expect, requirements }) => ({ ...status(ref, expect), requirements })),
    ...traffic.map(({ gateway, port, rows }) => http(rows, { gateway, port })),
  ];
}

/** Puts names in the place of braces, in every text of plain data. */
function fill<T>(
  env: ScenarioEnv,
  { namespaces, backends }: Pick<ExploredCase, 'namespaces' | 'backends'>,
  data: T,
): T {
  const names = new Map([
    // A Host header may be in capitals.
    ['DOMAIN', env.domain.toUpperCase()],
    ['domain', env.domain],
    ['class', env.gatewayClassName],
    ...Object.keys(namespaces).map((label): [string, string] => [label, env.ns(label)]),
    ...Object.keys(backends).map((label): [string, string] => [label, env.backend(label).name]),
  ]);
  const replace = (value: unknown): unknown => {
    if (typeof value === 'string')
      return value.replace(/\{(=?[a-z0-9-]+|DOMAIN)\}/g, (whole, name: string) =>
        name.startsWith('=') ? env.name(name.slice(1)) : (names.get(name) ?? whole),
      );
    if (Array.isArray(value)) return value.map(replace);
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, replace(inner)]));
  };
  return replace(data) as T;
}
