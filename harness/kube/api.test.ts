import { expect } from 'chai';
import { UsageError } from '../scenario/errors.ts';
import { createKubeApi } from './api.ts';
import { UnknownKindError } from './discovery.ts';
import { KubeError } from './errors.ts';
import {
  type Answer,
  configMap,
  configMapKey,
  type FakeServer,
  listBody,
  type SeenRequest,
  startFakeServer,
  statusBody,
} from './fake-server.test.ts';

const objectPath = '/api/v1/namespaces/ns/configmaps/a';

async function rejection(promise: Promise<unknown>): Promise<unknown> {
  return promise.then(
    () => expect.fail('it should have been rejected'),
    (error: unknown) => error,
  );
}

describe('createKubeApi', () => {
  let server: FakeServer;
  afterEach(() => server?.stop());

  it('sends the token and finds the plural by discovery once', async () => {
    server = await startFakeServer(({ path }) => (path === objectPath ? { body: configMap('a', '5') } : undefined));
    await server.api.get(configMapKey('a'));
    const object = await server.api.get(configMapKey('a'));
    expect(object?.metadata.resourceVersion).to.equal('5');
    expect(server.seen.map(({ path }) => path)).to.deep.equal(['/api/v1', objectPath, objectPath]);
    expect(server.seen[1]?.headers.authorization).to.equal('Bearer the-token');
  });

  it('asks for the metadata alone where no more is wanted, and gives the kind that was asked for', async () => {
    const body = { ...configMap('a', '5'), kind: 'PartialObjectMetadata', apiVersion: 'meta.k8s.io/v1' };
    server = await startFakeServer(({ path }) => (path === objectPath ? { body } : undefined));
    const object = await server.api.get(configMapKey('a'), { metadataOnly: true });
    expect(object).to.include({ apiVersion: 'v1', kind: 'ConfigMap' });
    const accepted = server.seen.at(-1)?.headers.accept;
    expect(accepted).to.equal('application/json;as=PartialObjectMetadata;g=meta.k8s.io;v=v1');
  });

  it('gives undefined for what is not there, and false for deleting it', async () => {
    server = await startFakeServer();
    expect(await server.api.get(configMapKey('a'))).to.equal(undefined);
    expect(await server.api.delete(configMapKey('a'))).to.equal(false);
  });

  it('applies with force as gwconf, without managed fields', async () => {
    server = await startFakeServer(({ method }) => (method === 'PATCH' ? { body: configMap('a', '6') } : undefined));
    const object = configMap('a', '');
    await server.api.apply({ ...object, metadata: { ...object.metadata, managedFields: [{}] } as never });
    const sent = server.seen.find(({ method }) => method === 'PATCH');
    expect(sent?.query.get('fieldManager')).to.equal('gwconf');
    expect(sent?.query.get('force')).to.equal('true');
    expect(sent?.headers['content-type']).to.equal('application/apply-patch+yaml');
    expect(JSON.parse(sent?.body ?? '').metadata).not.to.have.property('managedFields');
  });

  it('patches the status by merge', async () => {
    server = await startFakeServer(({ method }) => (method === 'PATCH' ? { body: configMap('a', '6') } : undefined));
    await server.api.patch(configMapKey('a'), { status: { x: 1 } }, 'status');
    const sent = server.seen.at(-1);
    expect(sent?.path).to.equal(`${objectPath}/status`);
    expect(sent?.headers['content-type']).to.equal('application/merge-patch+json');
    expect(sent?.body).to.equal('{"status":{"x":1}}');
  });

  it('deletes in the background', async () => {
    server = await startFakeServer(({ method }) => (method === 'DELETE' ? { body: {} } : undefined));
    expect(await server.api.delete(configMapKey('a'))).to.equal(true);
    expect(JSON.parse(server.seen.at(-1)?.body ?? '')).to.include({ propagationPolicy: 'Background' });
  });

  it('lists by namespace and selector, naming kinds that the items leave out', async () => {
    const item = { metadata: { name: 'a', managedFields: [] } };
    server = await startFakeServer(({ path }) =>
      path === '/api/v1/namespaces/ns/configmaps' ? { body: listBody('1', item) } : undefined,
    );
    const found = await server.api.list({ group: '', kind: 'ConfigMap' }, { namespace: 'ns', labelSelector: 'k=v' });
    expect(found).to.deep.equal([{ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'a' } }]);
    expect(server.seen.at(-1)?.query.get('labelSelector')).to.equal('k=v');
  });

  const passing: [string, ReturnType<Parameters<typeof startFakeServer>[0] & object>][] = [
    ['429', { status: 429, headers: { 'Retry-After': '0' }, body: '' }],
    ['503', { status: 503, body: statusBody(503, 'ServiceUnavailable', 'starting') }],
    ['a lost connection', 'hang-up'],
    ['a store that is busy', { status: 500, body: statusBody(500, '', 'etcdserver: request timed out') }],
    ['an election', { status: 500, body: statusBody(500, 'InternalError', 'rpc error: etcdserver: leader changed') }],
    [
      'a webhook that is not up yet',
      {
        status: 500,
        body: statusBody(500, 'InternalError', 'failed calling webhook "routes.x.dev": dial tcp: connection refused'),
      },
    ],
    [
      'a conversion that is not up yet',
      { status: 500, body: statusBody(500, '', 'conversion webhook for x.dev/v1, Kind=Widget failed: Post: EOF') },
    ],
    ['a write conflict', { status: 409, body: statusBody(409, 'Conflict', 'the object has been modified') }],
  ];
  for (const [name, answer] of passing) {
    it(`tries again after ${name}`, async () => {
      let failures = 2;
      server = await startFakeServer(({ method }) => {
        if (method !== 'PATCH') {
          return undefined;
        }
        failures -= 1;
        return failures >= 0 ? answer : { body: configMap('a', '7') };
      });
      expect((await server.api.apply(configMap('a', ''))).metadata.resourceVersion).to.equal('7');
    });
  }

  it('gives up in time, naming verb, object and the server’s message', async () => {
    const busy = { status: 503, body: statusBody(503, 'ServiceUnavailable', 'busy') };
    server = await startFakeServer(({ path }) => (path === objectPath ? busy : undefined));
    const error = await rejection(server.api.get(configMapKey('a')));
    expect(error).to.be.instanceOf(KubeError);
    expect((error as Error).message).to.equal('get ConfigMap ns/a: busy (HTTP 503 ServiceUnavailable)');
    expect(server.seen.filter(({ path }) => path === objectPath)).to.have.length(4);
  });

  it('does not try again a server’s own fault', async () => {
    const broken = { status: 500, body: statusBody(500, 'InternalError', 'runtime error: index out of range') };
    server = await startFakeServer(({ path }) => (path === objectPath ? broken : undefined));
    await rejection(server.api.get(configMapKey('a')));
    expect(server.seen.filter(({ path }) => path === objectPath)).to.have.length(1);
  });

  it('does not try again what is refused', async () => {
    const refused = { status: 422, body: statusBody(422, 'Invalid', 'spec.x: Required value') };
    server = await startFakeServer(({ method }) => (method === 'PATCH' ? refused : undefined));
    const error = await rejection(server.api.apply(configMap('a', '')));
    expect((error as KubeError).status).to.equal(422);
    expect((error as Error).message).to.equal('apply ConfigMap ns/a: spec.x: Required value (HTTP 422 Invalid)');
    expect(server.seen.filter(({ method }) => method === 'PATCH')).to.have.length(1);
  });

  /** A group whose kinds are in different versions, as those of the Gateway API are up to v1.4. */
  const answerOldGroup = ({ path, method, body }: SeenRequest): Answer => {
    const versions = ['v1', 'v1beta1'].map((version) => ({ groupVersion: `old.dev/${version}` }));
    const listOf = (...kinds: string[]): Answer => ({
      body: {
        resources: kinds.map((kind) => ({
          name: `${kind.toLowerCase()}s`,
          kind,
          namespaced: true,
          verbs: ['list', 'delete'],
        })),
      },
    });
    if (path === '/apis') return { body: { groups: [{ name: 'old.dev', versions, preferredVersion: versions[0] }] } };
    if (path === '/apis/old.dev') return { body: { versions, preferredVersion: versions[0] } };
    if (path === '/apis/old.dev/v1') return listOf('Route');
    if (path === '/apis/old.dev/v1beta1') return listOf('Route', 'Grant');
    return method === 'PATCH' ? { body: JSON.parse(body) } : undefined;
  };
  const grant = { group: 'old.dev', kind: 'Grant' };

  it('reads a kind in the version that the server has it in', async () => {
    server = await startFakeServer(answerOldGroup);
    expect(await server.api.get({ ...grant, namespace: 'ns', name: 'a' })).to.equal(undefined);
    expect(server.seen.at(-1)?.path).to.equal('/apis/old.dev/v1beta1/namespaces/ns/grants/a');
    expect(await server.api.get({ group: 'old.dev', kind: 'Route', namespace: 'ns', name: 'a' })).to.equal(undefined);
    expect(server.seen.at(-1)?.path).to.equal('/apis/old.dev/v1/namespaces/ns/routes/a');
  });

  it('chooses the version wanted where the server has the kind there, and asks once', async () => {
    server = await startFakeServer(answerOldGroup);
    const choose = (kind: string, wanted: string) => server.api.chooseVersion({ group: 'old.dev', kind }, wanted);
    expect(await choose('Grant', 'old.dev/v1')).to.equal('old.dev/v1beta1');
    expect(await choose('Route', 'old.dev/v1beta1')).to.equal('old.dev/v1beta1');
    expect(await choose('Route', 'old.dev/v1')).to.equal('old.dev/v1');
    expect(await choose('Route', 'old.dev/v2')).to.equal('old.dev/v1');
    expect(server.seen).to.have.length(3);
    expect(await rejection(choose('Policy', 'old.dev/v1'))).to.be.instanceOf(UnknownKindError);
  });

  it('applies an object in its own version, as kubectl does, and refuses where the server has it in another', async () => {
    server = await startFakeServer(answerOldGroup);
    const object = { kind: 'Grant', metadata: { name: 'a', namespace: 'ns' } };
    await server.api.apply({ apiVersion: 'old.dev/v1beta1', ...object });
    const refused = await rejection(server.api.apply({ apiVersion: 'old.dev/v1', ...object }));
    expect((refused as Error).message).to.equal('The API server does not serve kind Grant of old.dev/v1.');
  });

  it('lists kinds of every version once', async () => {
    server = await startFakeServer(answerOldGroup);
    const listed = await server.api.listKinds();
    expect(listed.filter(({ group }) => group !== '')).to.deep.equal([{ group: 'old.dev', kind: 'Route' }, grant]);
  });

  it('asks again for a kind whose CRD has only just been made', async () => {
    let asked = 0;
    const widgets = { body: { resources: [{ name: 'widgets', kind: 'Widget', namespaced: true }] } };
    server = await startFakeServer(({ method, path }) => {
      if (path === '/apis/x.dev/v1') {
        asked += 1;
        return asked > 2 ? widgets : undefined;
      }
      return method === 'PATCH' ? { body: configMap('a', '1') } : undefined;
    });
    await server.api.apply({ apiVersion: 'x.dev/v1', kind: 'Widget', metadata: { name: 'a', namespace: 'ns' } });
    expect(server.seen.at(-1)?.path).to.equal('/apis/x.dev/v1/namespaces/ns/widgets/a');
  });

  it('says which kind the server does not know, and which object lacks a namespace', async () => {
    server = await startFakeServer();
    const unknown = await rejection(server.api.get({ ...configMapKey('a'), group: 'x.dev', kind: 'Widget' }));
    expect((unknown as Error).message).to.contain('kind Widget of x.dev.');
    const homeless = await rejection(server.api.get({ ...configMapKey('a'), namespace: '' }));
    expect((homeless as Error).message).to.contain('ConfigMap a has no namespace');
  });

  it('reads a token again when the server no longer takes it', async () => {
    let refused = false;
    server = await startFakeServer(({ path }) => {
      const answer = refused ? { body: configMap('a', '5') } : { status: 401, body: '' };
      refused ||= path === objectPath;
      return path === objectPath ? answer : undefined;
    });
    expect(await server.api.get(configMapKey('a'))).not.to.equal(undefined);
  });

  it('reads the logs of every container where a pod has several', async () => {
    const pod = { metadata: { name: 'p' }, spec: { containers: [{ name: 'one' }, { name: 'two' }] } };
    const answerLog = ({ query }: SeenRequest) =>
      query.has('container') ? { body: `${query.get('container')} says\n` } : { status: 400, body: 'choose one' };
    server = await startFakeServer((request) =>
      request.path.endsWith('/log') ? answerLog(request) : request.path.endsWith('/p') ? { body: pod } : undefined,
    );
    const since = new Date('2026-01-02T03:04:05Z');
    expect(await server.api.podLogs('ns', 'p', since)).to.equal('[one] one says\n[two] two says\n');
    expect(server.seen[0]?.query.get('sinceTime')).to.equal(since.toISOString());
  });

  it('refuses what is no kubeconfig in one sentence', async () => {
    const signal = AbortSignal.timeout(60_000);
    for (const text of ['{', 'a: b', '{"clusters":[],"contexts":[],"users":[]}']) {
      const error = await rejection(createKubeApi(text, { runId: 'r', signal }));
      expect(error, text).to.be.instanceOf(UsageError);
      expect((error as Error).message).to.match(/^The kubeconfig .*\.$/s);
    }
  });
});
