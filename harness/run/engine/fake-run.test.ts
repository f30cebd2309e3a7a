import { expect } from 'chai';
import type { RunResult } from '../../result/types.ts';
import { checkRunResult } from '../../result/validate.ts';
import { http, type ScenarioDefinition, scenario, status } from '../../scenario/define.ts';
import { createPolicies } from '../../wait/policies.ts';
import { fakeRoute } from './fake-base.test.ts';
import { createFakeCluster, type FakeOptions, fakeInput, noRechecks, quietMonitor } from './fake-cluster.test.ts';
import { createFakeClient, type FakeGatewayOptions } from './fake-gateway.test.ts';
import { startRechecks } from './rechecks.ts';
import { runConformance } from './run.ts';

type Over = Parameters<typeof fakeInput>[2];
export const ATTACHED = { conditions: { Accepted: 'True', ResolvedRefs: 'True' } } as const;

export function define(id: string, over: Partial<ScenarioDefinition> = {}): ScenarioDefinition {
  return scenario({
    id,
    title: `the title of ${id}`,
    requirements: ['r.one'],
    features: ['Gateway', 'HTTPRoute'],
    since: 'v1.0',
    resources: (env) => [fakeRoute(env, 'route', 'v1')],
    steps: [status('HTTPRoute/route', ATTACHED), http([{ name: 'reaches v1', send: {}, expect: { backend: 'v1' } }])],
    ...over,
  });
}

export async function run(
  scenarios: readonly ScenarioDefinition[],
  over: Over = {},
  gateway: FakeGatewayOptions = {},
  options: FakeOptions = {},
): Promise<{ result: RunResult; left: string[]; sent: string[]; reached: string[] }> {
  const cluster = createFakeCluster(options);
  const client = createFakeClient(cluster, gateway);
  const parts = {
    createTrafficClient: () => client,
    createPolicies,
    startLoadMonitor: () => quietMonitor(),
    startRechecks: options.rechecks ? startRechecks : noRechecks,
  };
  const result = await runConformance(fakeInput(cluster, scenarios, over), parts);
  expect(checkRunResult(result)).to.deep.equal([]);
  const { sent, reached } = client;
  return { result, left: [...cluster.memory.objects.keys()].sort(), sent, reached: [...reached] };
}

export const outcomes = ({ scenarios }: RunResult): Record<string, string> =>
  Object.fromEntries(scenarios.map(({ id, outcome }) => [id, outcome]));

export const ONLY_CLASS = ['gateway.networking.k8s.io/GatewayClass/fake'];
