import type { RowResult, RunResult, ScenarioResult } from './types.ts';

const startedAt = '2026-01-02T03:04:05.000Z';

/** A row that passed; `over` changes it. */
export function sampleRow(over: Partial<RowResult> = {}): RowResult {
  return {
    step: 1,
    kind: 'http',
    name: 'version: one',
    level: 'official',
    outcome: 'passed',
    requirements: ['httproute.match.headers.exact'],
    startedAt,
    durationMs: 120,
    tries: 3,
    mismatches: [],
    ...over,
  };
}

/** A scenario with one passed row; `over` changes it. */
export function sampleScenario(over: Partial<ScenarioResult> = {}): ScenarioResult {
  return {
    id: 'HTTPRouteSimpleSameNamespace',
    title: 'A route sends all traffic to one backend',
    features: ['Gateway', 'HTTPRoute'],
    requirements: ['httproute.rules.backendrefs'],
    provisional: false,
    level: 'official',
    profiles: over.level === 'spec' ? [] : ['GATEWAY-HTTP'],
    outcome: 'passed',
    ...(over.level === 'spec' ? {} : { official: over.outcome ?? 'passed' }),
    flaky: false,
    attempts: 1,
    startedAt,
    durationMs: 450,
    namespaces: ['gwconf-7f3a-simple'],
    reproduce: 'gwconf run --run-test HTTPRouteSimpleSameNamespace --seed 7f3a',
    rows: [sampleRow()],
    ...over,
  };
}

/** A failed row with the evidence that a failure carries. */
export function sampleFailedRow(): RowResult {
  return sampleRow({
    name: 'other header',
    outcome: 'failed',
    message: 'GET / with color: purple was answered 200 by v1, expected 404',
    tries: 41,
    durationMs: 30_012,
    mismatches: [
      { path: 'response.status', expected: '404', observed: '200' },
      { path: 'response.backend', expected: 'none', observed: 'v1 (gwconf-7f3a-headers/v1)' },
    ],
    evidence: {
      objects: [
        {
          apiVersion: 'gateway.networking.k8s.io/v1',
          kind: 'HTTPRoute',
          metadata: { name: 'header-matching' },
          spec: { parentRefs: [{ name: 'gateway' }] },
        },
      ],
      events: [{ reason: 'Synced', message: 'route programmed' }],
      exchanges: [
        {
          startedAt,
          durationMs: 4,
          protocol: 'http',
          line: 'GET http://k3x9q1.header-matching.example.com:80/',
          remote: '127.112.0.1:80',
          repeat: "curl -i -H 'Host: k3x9q1.header-matching.example.com' http://127.112.0.1:80/",
          sent: {
            headers: [
              ['Host', 'k3x9q1.header-matching.example.com'],
              ['color', 'purple'],
            ],
          },
          received: {
            status: 200,
            version: '1.1',
            headers: [['content-type', 'application/json']],
            body: '{"path":"/","pod":"v1-0"}',
          },
        },
      ],
      logs: [{ source: 'gateway-system/reference-0', lines: ['programmed 1 route'] }],
    },
  });
}

/**
 * A complete run result with one scenario of each outcome: an example for authors of reporters, and the fixture of
 * their tests.
 */
export function sampleRunResult(over: Partial<RunResult> = {}): RunResult {
  return {
    schemaVersion: 'gwconf.dev/run-result/v1',
    gwconfVersion: '0.1.0',
    runId: 'r7f3a',
    seed: '7f3a',
    command: ['gwconf', 'run', '--seed', '7f3a'],
    startedAt,
    durationMs: 9400,
    environment: { node: 'v20.19.0', platform: 'linux x64', cpus: 2 },
    cluster: { provider: 'embedded', kubernetesVersion: 'v1.34.0' },
    gatewayApi: { version: 'v1.7.0', channel: 'standard', source: 'the Go module cache' },
    implementation: {
      organization: 'gwconf',
      project: 'reference',
      url: 'https://gwconf.dev',
      version: 'v0.1.0',
      contact: ['@gwconf/maintainers'],
      gatewayClass: 'reference',
      controllerName: 'gwconf.dev/reference',
    },
    mode: 'default',
    gate: 'spec',
    strict: false,
    features: { supported: ['Gateway', 'HTTPRoute', 'ReferenceGrant'], exempt: [], source: 'published' },
    timing: {
      scale: 1,
      patience: 4,
      load: { slowness: 1.2, apiMs: 130, delayMs: 25, pendingPods: 0 },
      policies: [{ name: 'traffic', timeoutMs: 30_000, intervalMs: 50, maxIntervalMs: 1000, successes: 3 }],
    },
    concurrency: 8,
    phases: [
      { name: 'cluster', durationMs: 900 },
      { name: 'install', durationMs: 300 },
    ],
    scenarios: [sampleScenario(), ...unsuccessfulScenarios()],
    profiles: [
      {
        name: 'GATEWAY-HTTP',
        core: {
          result: 'failure',
          passed: 1,
          failed: 3,
          skipped: 1,
          failedTests: ['HTTPRouteHeaderMatching', 'HTTPRouteReferenceGrant', 'HTTPRouteWeight'],
          skippedTests: ['HTTPRouteHostnameIntersection'],
          untried: [{ test: 'HTTPRouteHostnameIntersection', reason: 'named by --skip-tests' }],
        },
      },
    ],
    clauses: [
      {
        id: 'httproute.match.headers.exact',
        level: 'MUST',
        text: 'Header values are compared exactly.',
        url: 'https://gateway-api.sigs.k8s.io/reference/1.7/spec/#httpheadermatch',
      },
    ],
    official: { release: 'v1.7', known: true, missing: [], inNoProfile: [] },
    provisional: { succeeded: [], failed: [] },
    errors: [],
    exitCode: 1,
    ...over,
  };
}

/** The sample without its failures: everything that ran passed. */
export function samplePassingResult(over: Partial<RunResult> = {}): RunResult {
  const core = { passed: 1, failed: 0, skipped: 0, failedTests: [], skippedTests: [], untried: [] };
  return sampleRunResult({
    scenarios: [sampleScenario()],
    profiles: [{ name: 'GATEWAY-HTTP', core: { result: 'success', ...core } }],
    exitCode: 0,
    ...over,
  });
}

function unsuccessfulScenarios(): ScenarioResult[] {
  const notRun = { rows: [], attempts: 0, durationMs: 0, namespaces: [] };
  return [
    sampleScenario({
      id: 'HTTPRouteHeaderMatching',
      title: 'A route selects its backend by exact header values',
      outcome: 'failed',
      reason: 'other header: GET / with color: purple was answered 200 by v1, expected 404',
      attempts: 2,
      durationMs: 30_450,
      requirements: ['httproute.match.headers.exact'],
      reproduce: 'gwconf run --run-test HTTPRouteHeaderMatching --seed 7f3a',
      rows: [sampleRow(), sampleFailedRow()],
    }),
    sampleScenario({
      id: 'HTTPRouteWeight',
      title: 'Traffic is shared by weight',
      outcome: 'failed',
      reason: 'shares: v1 got 0.79, expected 0.70 ± 0.05',
      flaky: true,
      attempts: 2,
      reproduce: 'gwconf run --run-test HTTPRouteWeight --seed 7f3a',
      rows: [
        sampleRow({
          kind: 'distribution',
          name: 'shares',
          outcome: 'failed',
          message: 'v1 got 0.79, expected 0.70 ± 0.05',
          mismatches: [{ path: 'shares.v1', expected: '0.70 ± 0.05', observed: '0.79' }],
          distribution: {
            requests: 500,
            confidence: 0.999,
            tolerance: 0.05,
            shares: [
              { backend: 'v1', expected: 0.7, observed: 0.79, low: 0.76, high: 0.82, count: 395 },
              { backend: 'v2', expected: 0.3, observed: 0.21, low: 0.18, high: 0.24, count: 105 },
            ],
          },
        }),
      ],
    }),
    sampleScenario({
      id: 'HTTPRouteReferenceGrant',
      title: 'A route reaches another namespace only with a grant',
      outcome: 'error',
      reason: 'the API server did not answer GET HTTPRoute gwconf-7f3a-grant/route',
      reproduce: 'gwconf run --run-test HTTPRouteReferenceGrant --seed 7f3a',
      rows: [
        sampleRow({
          outcome: 'error',
          name: 'granted',
          message: 'the API server did not answer GET HTTPRoute gwconf-7f3a-grant/route',
        }),
      ],
    }),
    sampleScenario({
      ...notRun,
      id: 'HTTPRouteHostnameIntersection',
      outcome: 'skipped',
      reason: 'named by --skip-tests',
    }),
    sampleScenario({
      ...notRun,
      id: 'HTTPRouteMethodMatching',
      features: ['Gateway', 'HTTPRoute', 'HTTPRouteMethodMatching'],
      outcome: 'unsupported',
      reason: 'the implementation does not claim HTTPRouteMethodMatching',
    }),
  ];
}
