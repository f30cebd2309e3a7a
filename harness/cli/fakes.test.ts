import { join } from 'node:path';
import type { Cluster } from '../clusters/providers/types.ts';
import type { ImplementationProfile } from '../install/types.ts';
import type { KubeApi } from '../kube/types.ts';
import { samplePassingResult } from '../result/sample.ts';
import type { RunResult } from '../result/types.ts';
import { fakeBase } from '../run/engine/fake-base.test.ts';
import type { RunInput } from '../run/engine/types.ts';
import type { Catalogue } from '../scenario/catalogue.ts';
import { http, scenario } from '../scenario/define.ts';
import { HarnessError, UsageError } from '../scenario/errors.ts';
import { fakeClock } from '../wait/fake-clock.ts';
import type { CliIo } from './io.ts';
import type { Wiring } from './wiring.ts';

export interface FakeIo extends CliIo {
  out(): string;
  err(): string;
  /** What SIGINT does to the process. */
  interrupt(): void;
  /** Signals that ended it at once. */
  ends: NodeJS.Signals[];
}

export function createFakeIo(cwd: string, env: Record<string, string> = {}): FakeIo {
  let out = '';
  let err = '';
  const handlers = new Set<(name: NodeJS.Signals) => void>();
  const ends: NodeJS.Signals[] = [];
  const size = { isTTY: false, columns: 100, rows: 30 };
  return {
    stdout: {
      write: (text) => {
        out += text;
      },
      ...size,
    },
    stderr: {
      write: (text) => {
        err += text;
      },
      ...size,
    },
    env,
    cwd,
    program: ['gwconf'],
    onSignal(handler) {
      handlers.add(handler);
      return () => void handlers.delete(handler);
    },
    endBy: (name) => void ends.push(name),
    out: () => out,
    err: () => err,
    interrupt: () => {
      for (const handler of handlers) handler('SIGINT');
    },
    ends,
  };
}

export const fakeCatalogue: Catalogue = {
  scenarios: [
    scenario({
      id: 'HTTPRouteHeaderMatching',
      title: 'A route selects its backend by exact header values',
      requirements: ['httproute.match.headers.exact'],
      features: ['Gateway', 'HTTPRoute'],
      since: 'v1.0',
      namespaces: { other: { labels: { team: 'blue' } } },
      resources: (env) => [
        {
          apiVersion: 'gateway.networking.k8s.io/v1',
          kind: 'HTTPRoute',
          metadata: { name: env.name('headers'), namespace: env.namespace },
          spec: { hostnames: [env.hostname] },
        },
      ],
      steps: [
        http([
          {
            name: 'version: one',
            send: { path: '/', headers: { version: 'one' } },
            expect: { backend: 'v1', saw: { path: '/', headers: { version: 'one', secret: null } } },
          },
          { name: 'other header', send: { path: '/', headers: { color: 'purple' } }, expect: { status: [404, 410] } },
        ]),
      ],
    }),
    scenario({
      id: 'HTTPRouteWeight',
      title: 'Traffic is shared by weight',
      requirements: ['httproute.match.headers.exact'],
      features: ['Gateway', 'HTTPRoute', 'HTTPRouteMethodMatching'],
      since: 'v1.0',
      steps: [http([{ name: 'any', send: {}, expect: { backend: 'v1' } }])],
    }),
  ],
  requirements: [
    {
      id: 'httproute.match.headers.exact',
      level: 'MUST',
      text: 'Header values are compared exactly.',
      source: 'https://gateway-api.sigs.k8s.io/reference/spec/',
    },
  ],
  features: [
    { name: 'Gateway', resources: ['Gateway'], support: 'Core', channel: 'standard' },
    { name: 'HTTPRoute', resources: ['HTTPRoute'], support: 'Core', channel: 'standard' },
    { name: 'HTTPRouteMethodMatching', resources: ['HTTPRoute'], support: 'Extended', channel: 'standard' },
  ],
  profiles: [
    { name: 'GATEWAY-HTTP', coreFeatures: ['Gateway', 'HTTPRoute'], extendedFeatures: ['HTTPRouteMethodMatching'] },
  ],
  releases: [
    {
      version: 'v1.7',
      tests: [
        { name: 'HTTPRouteHeaderMatching', kind: 'gateway', features: ['Gateway', 'HTTPRoute'] },
        { name: 'HTTPRouteWeight', kind: 'gateway', features: ['Gateway', 'HTTPRoute'] },
      ],
      profiles: [{ name: 'GATEWAY-HTTP', coreFeatures: ['Gateway', 'HTTPRoute'], extendedFeatures: [] }],
    },
  ],
  base: {
    ...fakeBase,
    backendWorkload: () => [],
    backendPod: () => [],
  },
};

const fakeProfile: ImplementationProfile = {
  name: 'reference',
  folder: '/nowhere',
  organization: 'gwconf',
  project: 'reference',
  url: 'https://gwconf.dev',
  version: 'v0.1.0',
  contact: ['@gwconf/maintainers'],
  gatewayClass: 'reference',
  controllerName: 'gwconf.dev/reference',
  parameters: { faults: '' },
  providers: ['embedded'],
  requires: [],
  images: [],
  install: [{ kind: 'objects', objects: [] }],
  logSources: [],
  supportedFeatures: 'published',
  knownFailures: [],
  needsOwnPods: false,
  facts: [],
  verified: { embedded: 'By a test.' },
};

export interface FakeWiring extends Wiring {
  /** What happened to the cluster, in order. */
  events: string[];
  /** What the engine was given. */
  inputs: RunInput[];
}

/** A cluster that does nothing, and an engine that passes; `over` replaces parts. */
export function createFakeWiring(over: Partial<Wiring> = {}): FakeWiring {
  const events: string[] = [];
  const inputs: RunInput[] = [];
  const api = {
    serverVersion: async () => 'v1.34.0',
    close: () => void events.push('close'),
  } as Partial<KubeApi> as KubeApi;
  const cluster: Cluster = {
    kubeconfig: 'kind: Config\n',
    dial: (host, port) => ({ host, port }),
    capabilities: { echoImage: 'echo', loadBalancer: true },
    crdSource: 'a test',
    collectLogs: async (dir) => {
      events.push('logs');
      return [join(dir, 'node.log')];
    },
    stop: async () => void events.push('stop'),
  };
  return {
    events,
    inputs,
    clock: fakeClock(),
    newSeed: () => 'fresh',
    loadCatalogue: async () => fakeCatalogue,
    async createProvider(name) {
      if (name !== 'embedded') throw new UsageError(`There is no provider "${name}"; known: embedded.`);
      return {
        name,
        start: async () => {
          events.push('start');
          return cluster;
        },
      };
    },
    createKubeApi: async () => api,
    createTunnels: async () => ({ wrap: (dial) => dial, open: async () => '', close: () => {} }),
    detectGatewayApi: async () => ({ version: 'v1.7.0', channel: 'standard', source: 'a test' }),
    listImplementations: async () => ['reference'],
    readImplementation: async () => ({ profile: fakeProfile, text: 'organization: gwconf\n' }),
    async loadImplementation(name, set) {
      if (name !== 'reference') throw new UsageError(`There is no implementation "${name}".`);
      return { ...fakeProfile, parameters: { ...fakeProfile.parameters, ...set } };
    },
    checkParameters: async () => {},
    createInstallation: async () => ({
      install: async () => {
        events.push('install');
        return { controllerName: 'gwconf.dev/reference', supportedFeatures: [] };
      },
      uninstall: async () => void events.push('uninstall'),
      readProcessLog: () => undefined,
      findFailure: () => undefined,
      onFailure: () => undefined,
    }),
    async inspectGatewayClass(_api, name) {
      if (name === 'nobody') throw new UsageError('GatewayClass nobody was not accepted within 60000 ms.');
      return { controllerName: 'example.com/other', supportedFeatures: [] };
    },
    async runConformance(input) {
      inputs.push(input);
      events.push('run');
      const result = samplePassingResult({ seed: input.settings.seed, command: input.command });
      for (const listener of input.listeners) listener.onEnd?.(result);
      return result;
    },
    fetchCrds: async ({ version = 'v1.7.0', channel = 'standard', from }) => ({
      crds: { crds: [], version, channel, source: from ?? 'a test' },
      path: `/cache/${version}-${channel}.json`,
      cached: false,
    }),
    buildEchoImage: async ({ name }) => name ?? 'gwconf.dev/echo:test',
    examine: async () => [{ title: 'This machine', findings: [{ subject: 'Node', status: 'ok', seen: 'v22' }] }],
    loadCleanup: () => Promise.reject(new Error('no test cleans up')),
    loadCrds: async () => ({ crds: [], version: 'v1.7.0', channel: 'standard', source: 'a test' }),
    listCrds: async () => [],
    ...over,
  };
}

/** An engine that runs until it is interrupted and then gives what it has. */
export function createWaitingEngine(onStart: () => void): (input: RunInput) => Promise<RunResult> {
  return async ({ signal, listeners }) => {
    onStart();
    await new Promise<void>((resolve) => {
      if (signal.aborted) resolve();
      else signal.addEventListener('abort', () => resolve(), { once: true });
    });
    const result = samplePassingResult({ exitCode: 3, errors: [{ phase: 'run', message: 'interrupted' }] });
    for (const listener of listeners) listener.onEnd?.(result);
    return result;
  };
}

export const failingEngine = async (): Promise<RunResult> => {
  throw new HarnessError('the API server went away');
};
