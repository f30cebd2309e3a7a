import { expect } from 'chai';
import { createMemoryApi } from '../../kube/memory-api.test.ts';
import type { KubeObject } from '../../scenario/kubernetes.ts';
import { fakeClock } from '../../wait/fake-clock.ts';
import { createPolicies } from '../../wait/policies.ts';
import { ensureCrds, removeCrds } from './ensure.ts';
import type { CrdSet } from './types.ts';

const crd = (plural: string, annotations: Record<string, string> = {}) => ({
  apiVersion: 'apiextensions.k8s.io/v1',
  kind: 'CustomResourceDefinition',
  metadata: {
    name: `${plural}.gateway.networking.k8s.io`,
    annotations: {
      'gateway.networking.k8s.io/bundle-version': 'v1.7.0',
      'gateway.networking.k8s.io/channel': 'standard',
      ...annotations,
    },
  },
  status: { conditions: [] },
});
const approval = 'api-approved.kubernetes.io';
const set: CrdSet = {
  crds: [crd('gateways', { [approval]: 'https://example.com/1' }), crd('httproutes'), crd('gatewayclasses')],
  version: 'v1.7.0',
  channel: 'standard',
  source: 'a test',
};
const establish = (object: KubeObject): KubeObject => ({
  ...object,
  status: { conditions: [{ type: 'Established', status: 'True' }] },
});

describe('ensureCrds', () => {
  const { signal } = new AbortController();
  const options = { runId: 'r1', loadCrds: async () => set, clock: fakeClock(), signal };

  it('installs them labelled with the run, with the annotation that a real API server asks for', async () => {
    const applied: KubeObject[] = [];
    const api = createMemoryApi([], (object) => {
      applied.push(object);
      return establish(object);
    });
    const { source, made } = await ensureCrds({ api, ...options });
    expect(source).to.equal('a test');
    expect(made).to.have.length(3);
    for (const { metadata, status } of applied) {
      expect(metadata.labels).to.deep.equal({ 'gwconf.dev/run': 'r1' });
      expect(status).to.equal(undefined);
    }
    const approvals = applied.map(({ metadata }) => metadata.annotations?.[approval]);
    expect(approvals[0]).to.equal('https://example.com/1');
    expect(approvals[1]).to.match(/^unapproved, /);
    await removeCrds(api, made);
    expect(api.objects.size).to.equal(0);
  });

  it('leaves those that are there', async () => {
    const present = set.crds.map((object) => establish({ ...object }));
    const api = createMemoryApi(present);
    expect(await ensureCrds({ api, ...options })).to.deep.equal({ source: "the cluster's CRDs", made: [] });
    expect(api.writes).to.deep.equal([]);
  });

  it('names those that the API server does not serve', async () => {
    const api = createMemoryApi([], (object) =>
      object.metadata.name.startsWith('httproutes')
        ? {
            ...object,
            status: { conditions: [{ type: 'NamesAccepted', status: 'False', reason: 'Conflict', message: 'taken' }] },
          }
        : establish(object),
    );
    const { timeoutMs } = createPolicies().workload;
    const error: unknown = await ensureCrds({ api, ...options }).catch((thrown: unknown) => thrown);
    expect((error as Error).message).to.equal(
      `The API server does not serve what was installed after ${timeoutMs} ms: httproutes.gateway.networking.k8s.io (NamesAccepted=False (Conflict): taken).`,
    );
  });
});
