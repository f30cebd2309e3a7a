import { expect } from 'chai';
import { startTestServer, type TestClient } from '../testing.ts';

const CORE = '/api/v1/namespaces/default';
const DEPLOYMENTS = '/apis/apps/v1/namespaces/default/deployments';

function core(kind: string, name: string, fields: object = {}): object {
  return { apiVersion: 'v1', kind, metadata: { name }, ...fields };
}

function deployment(name: string, spec: object = {}): object {
  const template = { metadata: { labels: { app: name } }, spec: { containers: [{ name: 'c', image: 'example/c:1' }] } };
  const selector = { matchLabels: { app: name } };
  return { apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name }, spec: { selector, template, ...spec } };
}

describe('embedded API server: built-in kinds', () => {
  let api: TestClient;
  const admitted: string[] = [];
  before(async () => {
    api = await startTestServer({
      admission: [
        {
          mutateOnCreate: (object, { dryRun }) => {
            if (object.kind !== 'Service') return;
            admitted.push(`${object.metadata.name}${dryRun ? ' (dry run)' : ''}`);
            Object.assign(object.spec as object, { clusterIP: '127.96.0.1' });
          },
        },
      ],
    });
  });
  after(() => api.stop());

  it('has the namespaces and objects of every new cluster', async () => {
    const { body } = await api.call('GET', '/api/v1/namespaces');
    const names = body.items.map((item: { metadata: { name: string } }) => item.metadata.name);
    expect(names).to.deep.equal(['default', 'kube-node-lease', 'kube-public', 'kube-system']);
    expect(body.items[0]).not.to.have.property('kind');
    expect((await api.call('GET', `${CORE}/configmaps/kube-root-ca.crt`)).body.data['ca.crt']).to.equal(
      api.server.caPem,
    );
    expect((await api.call('GET', `${CORE}/serviceaccounts/default`)).code).to.equal(200);
    expect((await api.call('GET', `${CORE}/services/kubernetes`)).body.spec.clusterIP).to.equal('127.96.0.1');
  });

  it('fills the defaults of Services, and lets admission give the address', async () => {
    const given = core('Service', 'web', { spec: { ports: [{ port: 80 }] } });
    const { body } = await api.call('POST', `${CORE}/services`, given);
    expect(body.spec).to.deep.include({ type: 'ClusterIP', sessionAffinity: 'None', clusterIP: '127.96.0.1' });
    expect(body.spec.ports).to.deep.equal([{ port: 80, protocol: 'TCP', targetPort: 80 }]);
    expect(body.status).to.deep.equal({ loadBalancer: {} });
    await api.call('POST', `${CORE}/services?dryRun=All`, { ...given, metadata: { name: 'dry' } });
    expect(admitted).to.include.members(['web', 'dry (dry run)']);
    expect((await api.call('DELETE', `${CORE}/services/web`)).body.kind).to.equal('Service');
  });

  it('encodes stringData, and protects what is immutable', async () => {
    const given = core('Secret', 's', { stringData: { a: 'b' }, immutable: true });
    const { body } = await api.call('POST', `${CORE}/secrets`, given);
    expect([body.type, body.data]).to.deep.equal(['Opaque', { a: 'Yg==' }]);
    expect(body).not.to.have.property('stringData');
    const changed = await api.call('PUT', `${CORE}/secrets/s`, { ...body, data: {} });
    expect(changed.body.message).to.contain('data: Forbidden: field is immutable when `immutable` is set');
    expect((await api.call('GET', `${CORE}/secrets?fieldSelector=type%3DOpaque`)).body.items).to.have.length(1);
    expect((await api.call('GET', `${CORE}/secrets?fieldSelector=type!%3DOpaque`)).body.items).to.have.length(0);
  });

  it('fills the defaults of Deployments, and bumps the generation by the spec', async () => {
    const made = (await api.call('POST', DEPLOYMENTS, deployment('d'))).body;
    expect(made.spec).to.deep.include({ replicas: 1, revisionHistoryLimit: 10, progressDeadlineSeconds: 600 });
    expect(made.spec.strategy).to.deep.equal({
      type: 'RollingUpdate',
      rollingUpdate: { maxUnavailable: '25%', maxSurge: '25%' },
    });
    expect(made.spec.template.spec).to.deep.include({ restartPolicy: 'Always', dnsPolicy: 'ClusterFirst' });
    expect(made.spec.template.spec.containers[0].imagePullPolicy).to.equal('IfNotPresent');
    const scaled = (await api.call('PUT', `${DEPLOYMENTS}/d`, { ...made, spec: { ...made.spec, replicas: 2 } })).body;
    expect(scaled.metadata.generation).to.equal(2);
    const told = { ...scaled, status: { replicas: 2, observedGeneration: 2 } };
    const answer = (await api.call('PUT', `${DEPLOYMENTS}/d/status`, told)).body;
    expect([answer.metadata.generation, answer.status.replicas]).to.deep.equal([2, 2]);
  });

  const refusals: [string, string, object, number, string][] = [
    [
      'a Service without ports',
      `${CORE}/services`,
      core('Service', 'a', { spec: {} }),
      422,
      'spec.ports: Required value',
    ],
    [
      'a port out of range',
      `${CORE}/services`,
      core('Service', 'a', { spec: { ports: [{ port: 70000 }] } }),
      422,
      'spec.ports[0].port: Invalid value: 70000: must be between 1 and 65535, inclusive',
    ],
    [
      'a Service named as none may be',
      `${CORE}/services`,
      core('Service', '1a', { spec: { ports: [{ port: 1 }] } }),
      422,
      'metadata.name: Invalid value: "1a": a DNS-1035 label',
    ],
    [
      'a protocol that is none',
      `${CORE}/services`,
      core('Service', 'a', { spec: { ports: [{ port: 1, protocol: 'X' }] } }),
      422,
      'spec.ports[0].protocol: Unsupported value: "X": supported values: "SCTP", "TCP", "UDP"',
    ],
    [
      'replicas of a wrong type',
      DEPLOYMENTS,
      deployment('a', { replicas: 'two' }),
      400,
      'Deployment in version "v1" cannot be handled as a Deployment',
    ],
    [
      'a selector that does not fit',
      DEPLOYMENTS,
      deployment('a', { selector: { matchLabels: { x: 'y' } } }),
      422,
      '`selector` does not match template `labels`',
    ],
    [
      'a pod without containers',
      `${CORE}/pods`,
      core('Pod', 'a', { spec: {} }),
      422,
      'spec.containers: Required value',
    ],
    [
      'a name in capitals',
      `${CORE}/configmaps`,
      core('ConfigMap', 'A'),
      422,
      'metadata.name: Invalid value: "A": a lowercase RFC 1123 subdomain',
    ],
    [
      'a label that is none',
      `${CORE}/configmaps`,
      { ...core('ConfigMap', 'a'), metadata: { name: 'a', labels: { 'a b': 'c' } } },
      422,
      'metadata.labels: Invalid value: "a b"',
    ],
    [
      'Secret data that is not base64',
      `${CORE}/secrets`,
      core('Secret', 'a', { data: { x: '?' } }),
      400,
      'illegal base64 data',
    ],
    ['a namespace named as none may be', '/api/v1/namespaces', core('Namespace', 'a.b'), 422, 'must not contain dots'],
  ];
  for (const [what, url, body, code, message] of refusals) {
    it(`refuses ${what}`, async () => {
      const answer = await api.call('POST', url, body);
      expect(answer.code, answer.text).to.equal(code);
      expect(answer.body.message).to.contain(message);
    });
  }

  it('selects pods by node and phase, Events by object', async () => {
    const spec = { nodeName: 'n1', containers: [{ name: 'c', image: 'i' }] };
    await api.call('POST', `${CORE}/pods`, core('Pod', 'on-n1', { spec }));
    await api.call('POST', `${CORE}/pods`, core('Pod', 'on-n2', { spec: { ...spec, nodeName: 'n2' } }));
    const pods = (await api.call('GET', '/api/v1/pods?fieldSelector=spec.nodeName%3Dn1,status.phase%3DPending')).body
      .items;
    expect(pods.map((pod: { metadata: { name: string } }) => pod.metadata.name)).to.deep.equal(['on-n1']);
    const event = core('Event', 'e', {
      involvedObject: { kind: 'Pod', name: 'on-n1', namespace: 'default' },
      reason: 'R',
      note: '',
    });
    await api.call('POST', `${CORE}/events`, event);
    const found = await api.call('GET', `${CORE}/events?fieldSelector=involvedObject.name%3Don-n1`);
    expect(found.body.items).to.have.length(1);
  });

  it('takes every kind that manifests of controllers carry', async () => {
    const groups = (await api.call('GET', '/apis')).body.groups as { versions: { groupVersion: string }[] }[];
    const versions = ['v1', ...groups.flatMap((group) => group.versions.map((version) => version.groupVersion))];
    const kinds: string[] = [];
    for (const version of versions) {
      const path = version === 'v1' ? '/api/v1' : `/apis/${version}`;
      const { resources } = (await api.call('GET', path)).body;
      for (const { kind, verbs } of resources) if (verbs.includes('list')) kinds.push(kind);
    }
    expect(kinds).to.include.members([
      'Namespace',
      'Pod',
      'Service',
      'Endpoints',
      'EndpointSlice',
      'Secret',
      'ConfigMap',
    ]);
    expect(kinds).to.include.members([
      'ServiceAccount',
      'Deployment',
      'ReplicaSet',
      'Lease',
      'Event',
      'Node',
      'Role',
      'RoleBinding',
    ]);
    expect(kinds).to.include.members([
      'ClusterRole',
      'ClusterRoleBinding',
      'PodDisruptionBudget',
      'NetworkPolicy',
      'Job',
    ]);
    expect(kinds).to.include.members([
      'HorizontalPodAutoscaler',
      'ValidatingAdmissionPolicy',
      'MutatingWebhookConfiguration',
    ]);
    expect(kinds).to.include.members([
      'DaemonSet',
      'StatefulSet',
      'IngressClass',
      'Ingress',
      'PriorityClass',
      'StorageClass',
    ]);
  });
});
