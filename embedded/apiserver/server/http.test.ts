import { expect } from 'chai';
import { startTestServer, type TestClient, WIDGETS, widget } from '../testing.ts';

const ROUTE = `${WIDGETS}/x`;

describe('embedded API server: HTTP', () => {
  let api: TestClient;
  before(async () => {
    api = await startTestServer({ podLogs: (namespace, pod, container) => `${namespace}/${pod}/${container}\n` });
  });
  after(() => api.stop());

  it('refuses whoever has no token or another one', async () => {
    for (const authorization of ['', 'Bearer wrong', 'Basic abc', `Bearer ${api.server.token}x`]) {
      const { code, body } = await api.call('GET', '/api', undefined, { authorization });
      expect([authorization, code, body.reason, body.message]).to.deep.equal([
        authorization,
        401,
        'Unauthorized',
        'Unauthorized',
      ]);
    }
  });

  it('tells its version and health', async () => {
    expect((await api.call('GET', '/version')).body).to.deep.include({
      major: '1',
      minor: '34',
      gitVersion: 'v1.34.1',
    });
    for (const path of ['/healthz', '/livez', '/readyz']) expect((await api.call('GET', path)).text).to.equal('ok');
  });

  const refusals: [string, string, string, unknown, Record<string, string>, number][] = [
    ['an unknown subresource', 'GET', `${ROUTE}/nothing`, undefined, {}, 404],
    ['a path that goes on', 'GET', `${ROUTE}/status/more`, undefined, {}, 404],
    ['a namespaced object without its namespace', 'GET', '/apis/example.com/v1/widgets/x', undefined, {}, 404],
    ['a bad escape', 'GET', '/api/v1/%zz', undefined, {}, 400],
    ['POST to an object', 'POST', ROUTE, widget('x'), {}, 405],
    ['PUT to a collection', 'PUT', WIDGETS, widget('x'), {}, 405],
    ['POST to all namespaces', 'POST', '/apis/example.com/v1/widgets', widget('x'), {}, 405],
    ['POST to discovery', 'POST', '/apis', {}, {}, 405],
    ['JSON that ends early', 'POST', WIDGETS, '{"kind":', {}, 400],
    ['JSON that is no object', 'POST', WIDGETS, '[]', {}, 400],
    ['an empty body', 'POST', WIDGETS, '', {}, 400],
    ['another kind', 'POST', WIDGETS, { ...widget('x'), kind: 'Gadget' }, {}, 422],
    ['no kind', 'POST', WIDGETS, { apiVersion: 'example.com/v1', metadata: { name: 'x' } }, {}, 400],
    ['metadata of a wrong type', 'POST', WIDGETS, { ...widget('x'), metadata: 'x' }, {}, 400],
    ['labels of a wrong type', 'POST', WIDGETS, widget('x', {}, { labels: { a: 1 } }), {}, 400],
    ['YAML that is broken', 'POST', WIDGETS, 'a: [', { 'content-type': 'application/yaml' }, 400],
    ['a media type that it does not read', 'POST', WIDGETS, 'x', { 'content-type': 'text/plain' }, 415],
    ['a patch of an unknown type', 'PATCH', ROUTE, {}, { 'content-type': 'application/json' }, 415],
    ['over 3 MiB', 'POST', WIDGETS, `"${'x'.repeat(3 * 1024 * 1024)}"`, {}, 413],
    ['an answer in protobuf only', 'GET', WIDGETS, undefined, { accept: 'application/vnd.kubernetes.protobuf' }, 406],
    ['a label selector that it cannot read', 'GET', `${WIDGETS}?labelSelector=a%3D%3D%3D`, undefined, {}, 400],
    ['a field selector that it does not know', 'GET', `${WIDGETS}?fieldSelector=spec.a%3Db`, undefined, {}, 400],
    ['a revision that is no number', 'GET', `${WIDGETS}?resourceVersion=abc`, undefined, {}, 400],
    ['a revision to come', 'GET', `${WIDGETS}?resourceVersion=99999999`, undefined, {}, 504],
    ['a dry run of an unknown kind', 'POST', `${WIDGETS}?dryRun=Some`, widget('x'), {}, 422],
  ];
  for (const [what, method, path, body, headers, expected] of refusals) {
    it(`answers ${expected} with a Status: ${what}`, async () => {
      const answer = await api.call(method, path, body, headers);
      expect(answer.code, answer.text).to.equal(expected);
      expect(answer.body).to.deep.include({ kind: 'Status', apiVersion: 'v1', status: 'Failure', code: expected });
      expect(answer.body.message).to.be.a('string').that.is.not.empty;
      expect(answer.body.reason).to.be.a('string').that.is.not.empty;
    });
  }

  it('says in a line that a path is no API, as a real server does', async () => {
    for (const path of ['/nothing', '/apis/none.io/v1/things']) {
      const { code, text } = await api.call('GET', path);
      expect([code, text]).to.deep.equal([404, '404 page not found\n']);
    }
  });

  it('survives nesting that is too deep, and names that JavaScript treats specially', async () => {
    const deep = `{"apiVersion":"example.com/v1","kind":"Widget","metadata":{"name":"deep"},"spec":{"free":{"a":${'['.repeat(50000)}${']'.repeat(50000)}}}}`;
    expect((await api.call('POST', WIDGETS, deep)).code).to.equal(400);
    const special =
      '{"apiVersion":"example.com/v1","kind":"Widget","metadata":{"name":"proto"},"spec":{"free":{"__proto__":{"polluted":true},"constructor":1}}}';
    expect((await api.call('POST', WIDGETS, special)).code).to.equal(201);
    expect(({} as { polluted?: boolean }).polluted).to.equal(undefined);
    expect((await api.call('GET', `${WIDGETS}/proto`)).text).to.contain('"__proto__":{"polluted":true}');
  });

  it('reads YAML', async () => {
    const text = 'apiVersion: example.com/v1\nkind: Widget\nmetadata: {name: of-yaml}\nspec: {size: 5}\n';
    const { code, body } = await api.call('POST', WIDGETS, text, { 'content-type': 'application/yaml' });
    expect([code, body.spec.size]).to.deep.equal([201, 5]);
  });

  it('lists groups, versions and resources', async () => {
    const groups = (await api.call('GET', '/apis')).body.groups;
    const example = groups.find((group: { name: string }) => group.name === 'example.com');
    expect(example.preferredVersion).to.deep.equal({ groupVersion: 'example.com/v1', version: 'v1' });
    expect(example.versions.map((one: { version: string }) => one.version)).to.deep.equal(['v1', 'v1beta1']);
    expect((await api.call('GET', '/apis/example.com')).body).to.deep.include({
      kind: 'APIGroup',
      name: 'example.com',
    });
    const { resources } = (await api.call('GET', '/apis/example.com/v1')).body;
    expect(resources.map((one: { name: string }) => one.name)).to.deep.equal(['widgets', 'widgets/status']);
    expect(resources[0]).to.deep.include({ kind: 'Widget', namespaced: true, shortNames: ['wd'] });
    const core = (await api.call('GET', '/api/v1')).body.resources.map((one: { name: string }) => one.name);
    expect(core).to.include.members(['pods', 'pods/status', 'pods/log', 'services', 'namespaces', 'secrets']);
  });

  it('gives discovery in one piece to whoever can read it', async () => {
    const accept = 'application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList,application/json';
    const { body, headers } = await api.call('GET', '/apis', undefined, { accept });
    expect(headers['content-type']).to.contain('as=APIGroupDiscoveryList');
    const names = body.items.map((item: { metadata: { name: string } }) => item.metadata.name);
    expect(names).to.include.members(['apps', 'example.com']);
  });

  it('gives the log of a pod from its source', async () => {
    const pod = {
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: { name: 'p' },
      spec: { containers: [{ name: 'c', image: 'i' }] },
    };
    await api.call('POST', '/api/v1/namespaces/default/pods', pod);
    const log = await api.call('GET', '/api/v1/namespaces/default/pods/p/log?tailLines=3');
    expect([log.code, log.text]).to.deep.equal([200, 'default/p/c\n']);
    expect((await api.call('GET', '/api/v1/namespaces/default/pods/p/log?container=d')).code).to.equal(400);
    expect((await api.call('GET', '/api/v1/namespaces/default/pods/q/log')).code).to.equal(404);
  });
});
