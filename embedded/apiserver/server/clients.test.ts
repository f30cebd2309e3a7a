import { connect, constants } from 'node:http2';
import {
  CoreV1Api,
  KubeConfig,
  type KubernetesObject,
  KubernetesObjectApi,
  makeInformer,
  Watch,
} from '@kubernetes/client-node';
import { expect } from 'chai';
import { startTestServer, type TestClient, WIDGETS, widget } from '../testing.ts';

interface Widget extends KubernetesObject {
  spec?: { size?: number };
}

describe('embedded API server: clients', () => {
  let api: TestClient;
  let config: KubeConfig;
  before(async () => {
    api = await startTestServer();
    config = new KubeConfig();
    config.loadFromString(api.server.kubeconfig);
  });
  after(() => api.stop());

  it('serves the object client of @kubernetes/client-node', async () => {
    const client = KubernetesObjectApi.makeApiClient(config);
    const header = { apiVersion: 'example.com/v1', kind: 'Widget', metadata: { name: 'one', namespace: 'default' } };
    const made = await client.create<Widget>({ ...header, spec: { size: 1 } });
    const replaced = await client.replace<Widget>({ ...made, spec: { size: 2 } });
    expect(replaced.spec?.size).to.equal(2);
    const listed = await client.list<Widget>('example.com/v1', 'Widget', 'default');
    expect(listed.items.map((item) => item.metadata?.name)).to.deep.equal(['one']);
    await client.delete(header);
    const error = await client.read(header).then(
      () => undefined,
      (reason: { code?: number }) => reason,
    );
    expect(error?.code).to.equal(404);
  });

  it('serves typed clients', async () => {
    const core = config.makeApiClient(CoreV1Api);
    // Typed clients leave out what the path says already.
    const body = { metadata: { name: 'typed' }, data: { a: 'b' } };
    const made = await core.createNamespacedConfigMap({ namespace: 'default', body });
    expect(made).to.deep.include({ apiVersion: 'v1', kind: 'ConfigMap', data: { a: 'b' } });
    const { items } = await core.listNamespace();
    expect(items.map((item) => item.metadata?.name)).to.include('default');
  });

  it('keeps an informer up to date', async () => {
    const seen: string[] = [];
    const client = KubernetesObjectApi.makeApiClient(config);
    const informer = makeInformer<Widget>(config, WIDGETS, () =>
      client.list<Widget>('example.com/v1', 'Widget', 'default'),
    );
    let told = () => {};
    for (const verb of ['add', 'update', 'delete'] as const) {
      informer.on(verb, (object) => {
        seen.push(`${verb} ${object.metadata?.name} ${object.spec?.size}`);
        told();
      });
    }
    const until = async (count: number) => {
      while (seen.length < count) await new Promise<void>((resolve) => (told = resolve));
    };
    await api.call('POST', WIDGETS, widget('before', { size: 1 }));
    await informer.start();
    await until(1);
    await api.call(
      'PATCH',
      `${WIDGETS}/before`,
      { spec: { size: 2 } },
      { 'content-type': 'application/merge-patch+json' },
    );
    await until(2);
    await api.call('DELETE', `${WIDGETS}/before`);
    await until(3);
    await informer.stop();
    expect(seen).to.deep.equal(['add before 1', 'update before 2', 'delete before 2']);
  });

  it('lets a watch be aborted', async () => {
    let opened = () => {};
    const ready = new Promise<void>((resolve) => (opened = resolve));
    const ended = new Promise<unknown>((resolve) => {
      const watch = new Watch(config).watch(WIDGETS, {}, () => opened(), resolve);
      void Promise.all([watch, ready]).then(([controller]) => controller.abort());
    });
    await api.call('POST', WIDGETS, widget('watched'));
    await ended;
  });

  it('speaks HTTP/2, many requests over one connection', async () => {
    const session = connect(api.server.url, { ca: api.server.caPem });
    const get = (path: string) =>
      new Promise<{ code: number; text: string }>((resolve, reject) => {
        const stream = session.request({
          [constants.HTTP2_HEADER_PATH]: path,
          authorization: `Bearer ${api.server.token}`,
        });
        let code = 0;
        let text = '';
        stream.on('response', (headers) => {
          code = Number(headers[constants.HTTP2_HEADER_STATUS]);
        });
        stream.on('data', (chunk: Buffer) => {
          text += chunk.toString();
        });
        stream.on('end', () => resolve({ code, text }));
        stream.on('error', reject);
      });
    const answers = await Promise.all(['/healthz', '/api/v1/namespaces', '/nothing'].map(get));
    session.close();
    expect(answers.map(({ code }) => code)).to.deep.equal([200, 200, 404]);
    expect(answers[0]?.text).to.equal('ok');
  });

  it('frees its port, and may be stopped twice', async () => {
    const other = await startTestServer();
    const watch = await other.watch(`${WIDGETS}?watch=true`);
    const end = watch.next().catch(() => undefined);
    await Promise.all([other.stop(), other.server.stop()]);
    await end;
    const again = await startTestServer({ port: Number(new URL(other.server.url).port) });
    expect(again.server.url).to.equal(other.server.url);
    const refused = await startTestServer({ port: Number(new URL(again.server.url).port) }).catch(
      (error: { code: string }) => error.code,
    );
    expect(refused).to.equal('EADDRINUSE');
    await again.stop();
  });
});
