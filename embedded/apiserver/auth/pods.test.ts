import { expect } from 'chai';
import type { TestClient } from '../testing.ts';
import { startAuthServer } from './testing.ts';

const PODS = '/api/v1/namespaces/default/pods';
const MOUNT = '/var/run/secrets/kubernetes.io/serviceaccount';

describe("embedded API server: pods' accounts", () => {
  let api: TestClient;
  before(async () => {
    api = await startAuthServer();
  });
  after(() => api.stop());

  const create = (name: string, spec: object = {}, path = PODS) =>
    api.call('POST', path, { metadata: { name }, spec: { containers: [{ name: 'c', image: 'i' }], ...spec } });

  it('mounts the token, the authority and the namespace into each container', async () => {
    const { body } = await create('plain');
    expect(body.spec).to.include({ serviceAccountName: 'default', serviceAccount: 'default' });
    const [volume] = body.spec.volumes;
    expect(volume.name).to.match(/^kube-api-access-[a-z0-9]{5}$/);
    expect(volume.projected.sources.map((source: object) => Object.keys(source)[0])).to.deep.equal([
      'serviceAccountToken',
      'configMap',
      'downwardAPI',
    ]);
    expect(body.spec.containers[0].volumeMounts).to.deep.equal([
      { name: volume.name, readOnly: true, mountPath: MOUNT },
    ]);
  });

  it('leaves alone who wants no token, or has something there already', async () => {
    const without = await create('without', { automountServiceAccountToken: false });
    expect(without.body.spec).not.to.have.property('volumes');
    const own = [{ name: 'mine', mountPath: MOUNT }];
    const volumes = [{ name: 'mine', emptyDir: {} }];
    const containers = [{ name: 'c', image: 'i', volumeMounts: own }];
    expect((await create('own', { volumes, containers })).body.spec.volumes).to.have.length(1);
    const accounts = '/api/v1/namespaces/default/serviceaccounts';
    await api.call('POST', accounts, {
      metadata: { name: 'shy' },
      automountServiceAccountToken: false,
      imagePullSecrets: [{ name: 'pull' }],
    });
    const shy = (await create('shy', { serviceAccountName: 'shy' })).body.spec;
    expect([shy.volumes, shy.imagePullSecrets]).to.deep.equal([undefined, [{ name: 'pull' }]]);
    const pulling = { serviceAccountName: 'shy', imagePullSecrets: [{ name: 'mine' }] };
    expect((await create('own-secret', pulling)).body.spec.imagePullSecrets).to.deep.equal([{ name: 'mine' }]);
    const eager = await create('eager', { serviceAccountName: 'shy', automountServiceAccountToken: true });
    expect(eager.body.spec.volumes).to.have.length(1);
  });

  it('refuses a pod whose account does not exist', async () => {
    const { code, body } = await create('stray', { serviceAccountName: 'nobody' });
    expect([code, body.message]).to.deep.equal([
      403,
      'pods "stray" is forbidden: error looking up service account default/nobody: serviceaccount "nobody" not found',
    ]);
  });

  it('has an account and the authority in every new namespace at once', async () => {
    await api.call('POST', '/api/v1/namespaces', { metadata: { name: 'fresh' } });
    const { body } = await api.call('GET', '/api/v1/namespaces/fresh/configmaps/kube-root-ca.crt');
    expect(body.data['ca.crt']).to.equal(api.server.caPem);
    expect((await create('first', {}, '/api/v1/namespaces/fresh/pods')).code).to.equal(201);
  });
});
