import { expect } from 'chai';
import { refusalOf } from '../common/exec/refusal.test.ts';
import { createMemoryApi } from '../kube/memory-api.test.ts';
import { HarnessError, UsageError } from '../scenario/errors.ts';
import type { KubeObject } from '../scenario/kubernetes.ts';
import { fakeClock } from '../wait/fake-clock.ts';
import { inspectGatewayClass } from './gateway-class.ts';
import { createInstallation, installImplementation } from './installation.ts';
import { toolsFor } from './testing.test.ts';
import type { ImplementationProfile } from './types.ts';
import type { WaitOptions } from './workload.ts';

const controllerName = 'example.com/gateway';
const namespace: KubeObject = { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'gw' } };
const deployment: KubeObject = {
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name: 'controller', namespace: 'gw' },
  spec: { selector: { matchLabels: { app: 'gw' } } },
};
const gatewayClass: KubeObject = {
  apiVersion: 'gateway.networking.k8s.io/v1',
  kind: 'GatewayClass',
  metadata: { name: 'example' },
  spec: { controllerName },
};
const profile = {
  name: 'example',
  gatewayClass: 'example',
  controllerName,
  install: [{ kind: 'objects', objects: [namespace, deployment, gatewayClass] }],
} as unknown as ImplementationProfile;

const available = { observedGeneration: 1, conditions: [{ type: 'Available', status: 'True' }] };
const accepted = {
  conditions: [{ type: 'Accepted', status: 'True', reason: 'Accepted', message: '', observedGeneration: 1 }],
  supportedFeatures: [{ name: 'ReferenceGrant' }, { name: 'Gateway' }],
};

/** Plays the controllers: writes the status at once, save for a kind that `silent` names. */
function controllers(silent = ''): (object: KubeObject) => KubeObject {
  const statuses: Record<string, unknown> = { Deployment: available, GatewayClass: accepted };
  return (object) =>
    statuses[object.kind] && object.kind !== silent ? { ...object, status: statuses[object.kind] } : object;
}

function options(): WaitOptions {
  const policy = { name: 'workload', timeoutMs: 1000, intervalMs: 1, maxIntervalMs: 1, successes: 1 } as const;
  return { clock: fakeClock(), signal: new AbortController().signal, policy };
}

describe('installImplementation', () => {
  it('applies labelled objects in order, and uninstalls exactly them in reverse', async () => {
    const other: KubeObject = { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'other' } };
    const api = createMemoryApi([other], controllers());
    const installed = await installImplementation(profile, toolsFor(api), options());
    expect(installed).to.include({ controllerName });
    expect(installed.supportedFeatures).to.deep.equal(['Gateway', 'ReferenceGrant']);
    for (const object of [...api.objects.values()].filter(({ metadata }) => metadata.name !== 'other')) {
      expect(object.metadata.labels).to.deep.equal({
        'gwconf.dev/run': 'r1',
        'gwconf.dev/part': 'implementation',
      });
    }
    await installed.uninstall();
    await installed.uninstall();
    expect(api.writes).to.deep.equal([
      'apply /Namespace/gw',
      'apply apps/Deployment/gw/controller',
      'apply gateway.networking.k8s.io/GatewayClass/example',
      'delete gateway.networking.k8s.io/GatewayClass/example',
      'delete apps/Deployment/gw/controller',
      'delete /Namespace/gw',
    ]);
    expect([...api.objects.keys()]).to.deep.equal(['/Namespace/other']);
  });

  it('touches nothing where an object exists already', async () => {
    const api = createMemoryApi([gatewayClass], controllers());
    const error = await refusalOf(installImplementation(profile, toolsFor(api), options()));
    expect(error).to.be.instanceOf(UsageError);
    expect(error.message).to.contain('GatewayClass example exists already and was not made by gwconf');
    expect(api.writes).to.deep.equal([]);
  });

  it('tells what the pods wait for when the Deployment does not get Available, and cleans up', async () => {
    const waiting = { reason: 'ErrImagePull', message: 'no such image' };
    const pod: KubeObject = {
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: { name: 'controller-1', namespace: 'gw', labels: { app: 'gw' } },
      status: { containerStatuses: [{ name: 'main', state: { waiting } }] },
    };
    const api = createMemoryApi([pod], controllers('Deployment'));
    const error = await refusalOf(installImplementation(profile, toolsFor(api), options()));
    expect(error).to.be.instanceOf(HarnessError);
    expect(error.message).to.equal(
      'Deployment gw/controller was not Available within 1000 ms: Pod gw/controller-1: container main ErrImagePull: no such image.',
    );
    expect([...api.objects.keys()]).to.deep.equal(['/Pod/gw/controller-1']);
  });

  it('does not take Available of an older generation', async () => {
    const stale = { ...available, observedGeneration: 0 };
    const api = createMemoryApi([], (object) =>
      object.kind === 'Deployment' ? { ...object, status: stale } : controllers()(object),
    );
    expect((await refusalOf(installImplementation(profile, toolsFor(api), options()))).message).to.contain(
      'not Available',
    );
  });

  it('removes what an interrupted installation had made', async () => {
    const api = createMemoryApi([], (object) => {
      if (object.kind === 'Deployment') {
        throw new HarnessError('the answer was lost');
      }
      return object;
    });
    const installation = createInstallation(profile, toolsFor(api));
    await refusalOf(installation.install(options()));
    await installation.uninstall(options());
    expect(api.writes.slice(2)).to.deep.equal(['delete apps/Deployment/gw/controller', 'delete /Namespace/gw']);
  });
});

describe('inspectGatewayClass', () => {
  async function refusal(api: ReturnType<typeof createMemoryApi>, expected?: string): Promise<string> {
    const error = await refusalOf(inspectGatewayClass(api, 'example', options(), { controllerName: expected }));
    expect(error).to.be.instanceOf(UsageError);
    return error.message;
  }

  it('names the classes that there are when this one is missing', async () => {
    const other = { ...gatewayClass, metadata: { name: 'other' } };
    expect(await refusal(createMemoryApi([other]))).to.contain('no GatewayClass example in the cluster; it has other');
    expect(await refusal(createMemoryApi())).to.contain('it has none at all');
  });

  it('tells what was seen of a class that nobody accepts', async () => {
    expect(await refusal(createMemoryApi([gatewayClass]))).to.contain('its status has no condition Accepted; is the');
    const condition = { type: 'Accepted', status: 'Unknown', reason: 'Pending', message: 'Waiting for controller' };
    const pending = { ...gatewayClass, status: { conditions: [condition] } };
    expect(await refusal(createMemoryApi([pending]))).to.contain('Accepted=Unknown (Pending): Waiting for controller;');
  });

  it('does not take an Accepted of an older generation', async () => {
    const metadata = { ...gatewayClass.metadata, generation: 2 };
    expect(await refusal(createMemoryApi([{ ...gatewayClass, metadata, status: accepted }]))).to.contain(
      'of generation 1 only',
    );
  });

  it('refuses the class of another controller', async () => {
    expect(await refusal(createMemoryApi([gatewayClass]), 'example.com/other')).to.contain(
      `belongs to controller ${controllerName}, where example.com/other was expected`,
    );
  });

  it('reads features that are published as plain names', async () => {
    const status = { ...accepted, supportedFeatures: ['HTTPRoute', 'Gateway'] };
    const facts = await inspectGatewayClass(createMemoryApi([{ ...gatewayClass, status }]), 'example', options());
    expect(facts).to.deep.equal({ controllerName, supportedFeatures: ['Gateway', 'HTTPRoute'] });
  });
});
