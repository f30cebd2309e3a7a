import { isRecord } from '../../common/guards.ts';
import type { ImplementationProfile } from '../../install/types.ts';
import { keyOf } from '../../kube/key.ts';
import { createMemoryApi, type MemoryApi } from '../../kube/memory-api.test.ts';
import type { KubeApi } from '../../kube/types.ts';
import type { Catalogue } from '../../scenario/catalogue.ts';
import type { ScenarioDefinition } from '../../scenario/define.ts';
import type { KubeObject, ObjectKey } from '../../scenario/kubernetes.ts';
import { fakeClock } from '../../wait/fake-clock.ts';
import type { Clock } from '../../wait/types.ts';
import type { LoadMonitor } from '../monitor/index.ts';
import { fakeBase, ownAddress } from './fake-base.test.ts';
import type { Rechecks } from './rechecks.ts';
import type { RunInput, RunSelection, RunSettings } from './types.ts';

export const GATEWAY_API = 'gateway.networking.k8s.io/v1';
const CONTROLLER = 'example.com/fake';

export interface FakeOptions {
  /** Ask again what has held, as a run does. */
  rechecks?: boolean;
  /** Address of the Gateway with this number, from 0 for the shared one. */
  addressOf?(count: number): string;
  /** Changes or refuses (by throwing) what is applied; `put` changes it once more, later. */
  onApply?(object: KubeObject, put: (object: KubeObject) => void): KubeObject;
  /** Refuses by throwing. */
  onDelete?(key: ObjectKey): void;
  /** There from the beginning, beside the GatewayClass. */
  present?: readonly KubeObject[];
}

export interface FakeCluster {
  api: KubeApi;
  memory: MemoryApi;
  clock: Clock;
  /** When each object was applied, by name. */
  appliedAt: ReadonlyMap<string, number>;
}

/** An API server over a map, with controllers that do everything at once. */
export function createFakeCluster(options: FakeOptions = {}): FakeCluster {
  const clock = fakeClock();
  const appliedAt = new Map<string, number>();
  let gateways = 0;
  const react = (given: KubeObject): KubeObject => {
    const object = options.onApply?.(given, memory.put) ?? given;
    appliedAt.set(object.metadata.name, clock.now());
    if (object.status !== undefined) return object;
    if (object.kind === 'Gateway') {
      const address = (options.addressOf ?? ((count) => `10.0.0.${count + 1}`))(gateways++);
      return {
        ...object,
        status: {
          addresses: [{ type: 'IPAddress', value: address }],
          conditions: conditions('Accepted', 'Programmed'),
        },
      };
    }
    if (object.kind === 'HTTPRoute') return { ...object, status: { parents: acceptParents(object) } };
    if (object.kind === 'Deployment') memory.put(podOf(object));
    if (object.kind === 'Pod') {
      return { ...object, status: { podIP: ownAddress(object.metadata.name), conditions: conditions('Ready') } };
    }
    return object;
  };
  const memory = createMemoryApi([fakeClass(), ...(options.present ?? [])], react);
  const deleteAll = async (key: ObjectKey): Promise<boolean> => {
    options.onDelete?.(key);
    if (key.kind === 'Namespace') {
      for (const object of [...memory.objects.values()]) {
        if (object.metadata.namespace !== key.name) continue;
        await memory.delete(keyOf(object));
      }
    }
    return memory.delete(key);
  };
  return { api: { ...memory, delete: deleteAll }, memory, clock, appliedAt };
}

export function conditions(...types: string[]): Record<string, unknown>[] {
  const lastTransitionTime = '2026-01-01T00:00:00Z';
  return types.map((type) => ({
    type,
    status: 'True',
    reason: type,
    message: '',
    observedGeneration: 1,
    lastTransitionTime,
  }));
}

function acceptParents({ spec }: KubeObject): unknown[] {
  const refs = isRecord(spec) && Array.isArray(spec.parentRefs) ? spec.parentRefs : [];
  return refs.map((parentRef) => ({
    parentRef,
    controllerName: CONTROLLER,
    conditions: conditions('Accepted', 'ResolvedRefs'),
  }));
}

function podOf({ metadata }: KubeObject): KubeObject {
  const slot = /\d+$/.exec(metadata.labels?.app ?? '')?.[0] ?? '0';
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: `pod-${slot}`, namespace: metadata.namespace, labels: { ...metadata.labels } },
    status: { podIP: `10.1.0.${slot}`, phase: 'Running', conditions: conditions('Ready') },
  };
}

export function fakeClass(): KubeObject {
  return {
    apiVersion: GATEWAY_API,
    kind: 'GatewayClass',
    metadata: { name: 'fake' },
    spec: { controllerName: CONTROLLER },
    status: { conditions: conditions('Accepted'), supportedFeatures: [{ name: 'Gateway' }, { name: 'HTTPRoute' }] },
  };
}

const FAKE_PROFILES = [{ name: 'GATEWAY-HTTP', coreFeatures: ['Gateway', 'HTTPRoute'], extendedFeatures: ['Extra'] }];

/** An official suite that has just these scenarios, in each release that they hold in. */
function fakeReleases(scenarios: readonly ScenarioDefinition[]): Catalogue['releases'] {
  return (['v1.5', 'v1.6', 'v1.7'] as const).map((version) => ({
    version,
    profiles: FAKE_PROFILES,
    tests: scenarios
      .filter(({ level, since, until }) => level !== 'spec' && since <= version && (until ?? version) >= version)
      .map(({ id, features, provisional }) => ({ name: id, kind: 'gateway' as const, features, provisional })),
  }));
}

export function fakeCatalogue(scenarios: readonly ScenarioDefinition[]): Catalogue {
  const feature = (name: string, support: 'Core' | 'Extended'): Catalogue['features'][number] => ({
    name,
    resources: ['HTTPRoute'],
    support,
    channel: 'standard',
  });
  return {
    scenarios,
    requirements: [{ id: 'r.one', level: 'MUST', text: 'It must work.', source: 'https://example.com/#one' }],
    features: [feature('Gateway', 'Core'), feature('HTTPRoute', 'Core'), feature('Extra', 'Extended')],
    profiles: FAKE_PROFILES,
    releases: fakeReleases(scenarios),
    base: fakeBase,
  };
}

const selection: RunSelection = {
  profiles: ['GATEWAY-HTTP'],
  supportedFeatures: [],
  exemptFeatures: [],
  allFeatures: false,
  skip: [],
  only: [],
};

const settings: RunSettings = {
  selection,
  seed: 'seed',
  mode: 'default',
  level: 'spec',
  strict: false,
  concurrency: 4,
  gatewayBudget: 2,
  timeoutScale: 1,
  patience: 4,
  officialNames: false,
  failFast: false,
  keep: 'never',
  wait: true,
  rerunFailures: false,
};

/** A whole input for the engine, on a fake cluster. */
export function fakeInput(
  cluster: FakeCluster,
  scenarios: readonly ScenarioDefinition[],
  over: Omit<Partial<RunInput>, 'settings'> & {
    settings?: Omit<Partial<RunSettings>, 'selection'>;
    selection?: Partial<RunSelection>;
    profile?: Partial<ImplementationProfile>;
  } = {},
): RunInput {
  const { settings: changed, selection: chosen, profile, ...rest } = over;
  const implementation: ImplementationProfile = {
    name: 'fake',
    folder: '/nowhere',
    organization: 'none',
    project: 'fake',
    url: 'https://example.com',
    version: 'v1',
    contact: ['@nobody'],
    gatewayClass: 'fake',
    controllerName: CONTROLLER,
    parameters: {},
    providers: ['embedded'],
    requires: [],
    images: [],
    install: [],
    logSources: [],
    supportedFeatures: 'published',
    knownFailures: [],
    needsOwnPods: false,
    facts: [],
    verified: {},
    ...profile,
  };
  return {
    settings: { ...settings, ...changed, selection: { ...selection, ...chosen } },
    catalogue: fakeCatalogue(scenarios),
    cluster: {
      kubeconfig: '',
      dial: (host, port) => ({ host, port }),
      capabilities: { echoImage: 'echo', loadBalancer: true },
      crdSource: 'a test',
      collectLogs: async () => [],
      stop: async () => {},
    },
    providerName: 'embedded',
    api: cluster.api,
    gatewayApi: { version: 'v1.7.0', channel: 'standard', source: 'a test' },
    implementation,
    listeners: [],
    clock: cluster.clock,
    signal: new AbortController().signal,
    command: ['gwconf', 'run'],
    rerun: ['gwconf', 'run'],
    gwconfVersion: '0.0.0',
    phases: [],
    ...rest,
  };
}

/** A cluster that bears everything. */
/** Nothing that has held is asked again. */
export function noRechecks(): Rechecks {
  return { add: () => () => {}, stop: () => {} };
}

export function quietMonitor(): LoadMonitor {
  const record = { slowness: 1, apiMs: 1, delayMs: 1, pendingPods: 0 };
  return { slowness: () => 1, isCrowded: () => false, record: () => record, stop: () => {} };
}
