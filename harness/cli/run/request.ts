import { resolve } from 'node:path';
import type { MeshClient } from '../../clusters/tunnels/index.ts';
import type { RunSettings } from '../../run/engine/types.ts';
import { UsageError } from '../../scenario/errors.ts';
import { toStaticAddresses } from '../options/addresses.ts';
import { toCrds } from '../options/crds.ts';
import { toScenarioPaths } from '../options/scenarios.ts';
import { toShard } from '../options/shard.ts';
import type { OptionValues } from '../options/spec.ts';
import type { Wiring } from '../wiring.ts';
import { type RealClusterRequest, toRealCluster } from './real-cluster.ts';

/** How the implementation calls itself in the report, where the user says otherwise than its profile. */
export interface ImplementationDetails {
  organization?: string;
  project?: string;
  url?: string;
  version?: string;
  contact?: readonly string[];
}

/** Everything that `gwconf run` was asked for, defaults resolved, paths absolute. */
export interface RunRequest {
  provider: string;
  /** Files and folders of the user's own scenarios. */
  scenarios: readonly string[];
  /** Release line to test, `v1.6`. */
  gatewayApi?: string;
  crds?: string;
  realCluster: RealClusterRequest;
  /** Name or path of a profile; `none`: what is tested is there already. */
  implementation: string;
  parameters: Readonly<Record<string, string>>;
  /** False: what its profile describes is there already. */
  install: boolean;
  gatewayClass?: string;
  ingressClass?: string;
  /** What is tested as a service mesh, where the user says so. */
  mesh?: { name: string; namespaceLabels?: Readonly<Record<string, string>> };
  /** What sends requests from inside pods; undefined: what their image has. */
  meshClient?: MeshClient;
  details: ImplementationDetails;
  settings: RunSettings;
  expectationsPath?: string;
  baselinePath?: string;
  reportPath: string;
  junitPath: string;
  resultPath: string;
  htmlPath: string;
  markdownPath: string;
  evidencePath: string;
  clusterLogsPath: string;
  kubeconfigPath?: string;
  /** Gets the path of junit.xml in the end. */
  donePath?: string;
  /** Print the result as lines for `gwconf collect`. */
  logResult: boolean;
  quiet: boolean;
  json: boolean;
}

/** Providers whose node runs in this process, with the reference gateway on it. */
export const inProcess: ReadonlySet<string> = new Set(['embedded', 'envtest']);

/** Where a setting is not given. Concurrency pays up to the machine's load. */
const defaults = {
  concurrency: 40,
  // A Gateway of a real cluster is often a Deployment and a load balancer, and some wait ten seconds for the former;
  // where pods find no place, no more Gateways are made. The embedded cluster has neither.
  gatewayBudget: { embedded: 32, envtest: 32, kind: 14, existing: 14 },
  timeoutScale: 1,
  patience: 4,
  mode: 'default',
  outputDir: 'gwconf-report',
};

/** Gives defaults to what neither flags nor file say. */
export function toRunRequest(values: OptionValues, cwd: string, wiring: Pick<Wiring, 'newSeed'>): RunRequest {
  const text = (name: string): string | undefined => (typeof values[name] === 'string' ? values[name] : undefined);
  const number = (name: string): number | undefined => (typeof values[name] === 'number' ? values[name] : undefined);
  const list = (name: string): readonly string[] => toList(values[name]);
  const isOn = (name: string): boolean => values[name] === true;
  const path = (name: string): string | undefined =>
    text(name) === undefined ? undefined : resolve(cwd, text(name) ?? '');

  if (isOn('json') && text('mocha-reporter') !== undefined) {
    throw new UsageError('--json and --mocha-reporter cannot both have stdout; give one of them');
  }
  if (isOn('all-features') && list('supported-features').length > 0) {
    throw new UsageError('--all-features and --supported-features contradict one another; give one of them');
  }
  const provider = text('provider') ?? 'embedded';
  const implementation = text('implementation') ?? (inProcess.has(provider) ? 'reference' : 'none');
  const realCluster = toRealCluster(values, provider, cwd);
  const outputDir = path('output-dir') ?? resolve(cwd, defaults.outputDir);
  const contact = list('contact');
  return {
    provider,
    scenarios: toScenarioPaths(values.scenarios),
    gatewayApi: text('gateway-api'),
    crds: toCrds(text('crds'), cwd),
    realCluster,
    implementation,
    parameters: toPairs(values.set),
    install: values.install !== false,
    gatewayClass: text('gateway-class'),
    ingressClass: text('ingress-class'),
    ...toMesh(text('mesh'), values['mesh-labels']),
    meshClient: text('mesh-client') as MeshClient | undefined,
    details: {
      organization: text('organization'),
      project: text('project'),
      url: text('url'),
      version: text('version'),
      ...(contact.length > 0 ? { contact } : {}),
    },
    settings: {
      selection: {
        profiles: list('conformance-profiles'),
        supportedFeatures: list('supported-features'),
        exemptFeatures: list('exempt-features'),
        allFeatures: isOn('all-features'),
        skip: list('skip-tests'),
        ...(isOn('skip-provisional-tests') ? { skipProvisional: true } : {}),
        only: list('run-test'),
        grep: text('grep'),
        ...toShard(text('shard'), text('seed')),
      },
      seed: text('seed') ?? wiring.newSeed(),
      mode: text('mode') ?? defaults.mode,
      strict: isOn('strict'),
      level: text('level') === 'official' ? 'official' : 'spec',
      concurrency: number('concurrency') ?? defaults.concurrency,
      gatewayBudget:
        number('gateway-budget') ?? defaults.gatewayBudget[provider as keyof typeof defaults.gatewayBudget],
      timeoutScale: number('timeout-scale') ?? defaults.timeoutScale,
      patience: number('patience') ?? defaults.patience,
      officialNames: isOn('official-names'),
      ...toStaticAddresses(text('usable-address'), text('unusable-address')),
      failFast: isOn('fail-fast'),
      keep: toKeep(values),
      wait:
        typeof values.wait === 'boolean'
          ? values.wait
          : isUndone(provider, values.install === false ? 'none' : implementation, realCluster),
      rerunFailures: values.rerun !== false,
      ...(number('repeat-each') === undefined ? {} : { repeatEach: number('repeat-each') }),
      mochaReporter: text('mocha-reporter'),
    },
    expectationsPath: path('expectations'),
    baselinePath: path('baseline'),
    reportPath: path('report-output') ?? resolve(outputDir, 'report.yaml'),
    junitPath: resolve(outputDir, 'junit.xml'),
    resultPath: resolve(outputDir, 'result.json'),
    htmlPath: resolve(outputDir, 'report.html'),
    markdownPath: resolve(outputDir, 'summary.md'),
    evidencePath: resolve(outputDir, 'evidence'),
    clusterLogsPath: resolve(outputDir, 'cluster-logs'),
    kubeconfigPath: path('kubeconfig-out'),
    donePath: path('done-file'),
    logResult: isOn('log-result'),
    quiet: isOn('quiet'),
    json: isOn('json'),
  };
}

function toMesh(name: string | undefined, labels: OptionValues[string] | undefined): Pick<RunRequest, 'mesh'> {
  if (name === undefined) {
    if (labels !== undefined) throw new UsageError('--mesh-labels needs --mesh, the name of the mesh');
    return {};
  }
  return { mesh: { name, ...(labels === undefined ? {} : { namespaceLabels: toPairs(labels) }) } };
}

/** Whether something is taken from the cluster after the run's namespaces: the implementation, CRDs, the cluster itself. */
function isUndone(provider: string, implementation: string, { installCrds }: RealClusterRequest): boolean {
  return provider !== 'existing' || implementation !== 'none' || installCrds;
}

function toKeep(values: OptionValues): RunSettings['keep'] {
  const { keep, 'cleanup-base-resources': removes } = values;
  if (keep !== undefined && removes !== undefined && (keep === 'always') === removes) {
    throw new UsageError(
      `--keep=${keep} and --cleanup-base-resources=${removes} contradict one another; give one of them`,
    );
  }
  if (keep === 'never' || keep === 'on-failure' || keep === 'always') return keep;
  return removes === false ? 'always' : 'never';
}

function toList(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter((entry): entry is string => typeof entry === 'string') : [];
}

function toPairs(value: unknown): Readonly<Record<string, string>> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return {};
  return Object.fromEntries(Object.entries(value).map(([name, text]) => [name, String(text)]));
}
