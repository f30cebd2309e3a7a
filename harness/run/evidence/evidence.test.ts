import { expect } from 'chai';
import { kinds } from '../../kinds/index.ts';
import { keyFor } from '../../kube/key.ts';
import { createMemoryApi } from '../../kube/memory-api.test.ts';
import type { KubeApi } from '../../kube/types.ts';
import type { HttpExchange } from '../../protocols/http/types.ts';
import { HarnessError } from '../../scenario/errors.ts';
import type { KubeObject } from '../../scenario/kubernetes.ts';
import { attempt } from './attempt.ts';
import { collectEvidence } from './index.ts';

const gatewayApi = 'gateway.networking.k8s.io/v1';

function make(apiVersion: string, kind: string, name: string, rest: Record<string, unknown> = {}): KubeObject {
  return { apiVersion, kind, metadata: { name, namespace: 'ns', labels: { app: 'gw' } }, ...rest };
}

function makeEvent(name: string, lastTimestamp: string, message: string): KubeObject {
  const involvedObject = { kind: 'HTTPRoute', namespace: 'ns', name: 'route' };
  return make('v1', 'Event', name, { involvedObject, lastTimestamp, message, type: 'Normal', reason: 'Synced' });
}

function makeExchange(index: number): HttpExchange {
  return {
    protocol: 'http',
    request: {
      method: 'GET',
      scheme: 'http',
      version: '1.1',
      host: 'a.example',
      path: `/${index}`,
      headers: [['Cookie', 'id=1']],
      sni: '',
    },
    remote: { address: '127.0.0.1', port: 80 },
    response: { status: 200, httpVersion: '1.1', headers: [], body: 'x'.repeat(9000), bodyTruncated: false },
    startedAt: '2026-01-01T00:00:00.000Z',
    durationMs: 1,
  };
}

const nothing = { logSources: [], since: new Date(0), exchanges: [] };

describe('collectEvidence', () => {
  it('gives objects, events and logs in one order, whatever the API’s', async () => {
    const objects = [
      make(gatewayApi, 'HTTPRoute', 'route', { status: { parents: [] } }),
      make(gatewayApi, 'Gateway', 'gw'),
      make('v1', 'Secret', 'tls', { data: { key: 'YWJj' } }),
      make('v1', 'Pod', 'pod-b'),
      make('v1', 'Pod', 'pod-a'),
      makeEvent('e2', '2026-01-01T00:00:02Z', 'later'),
      makeEvent('e1', '2026-01-01T00:00:01Z', 'sooner token=abcdef'),
    ];
    const request = { ...nothing, namespaces: ['ns'], logSources: [{ namespace: 'ns', labelSelector: 'app=gw' }] };
    const strip = (value: unknown) =>
      JSON.parse(JSON.stringify(value, (key, entry) => (/uid|resourceV/.test(key) ? 0 : entry)));
    const [one, other] = await Promise.all(
      [objects, [...objects].reverse()].map((present) =>
        collectEvidence({ ...request, api: createMemoryApi(present) }),
      ),
    );
    expect(strip(one)).to.deep.equal(strip(other));
    expect(
      ((one?.objects ?? []) as KubeObject[]).map(({ kind, metadata }) => `${kind} ${metadata.name}`),
    ).to.deep.equal(['Gateway gw', 'HTTPRoute route', 'Pod pod-a', 'Pod pod-b', 'Secret tls']);
    expect(one?.events).to.deep.include({
      time: '2026-01-01T00:00:01Z',
      type: 'Normal',
      reason: 'Synced',
      object: 'HTTPRoute ns/route',
      message: 'sooner token=[redacted 6 bytes]',
      count: 1,
      source: '',
    });
    expect(one?.events.map((event) => (event as { time: string }).time)).to.deep.equal([
      '2026-01-01T00:00:01Z',
      '2026-01-01T00:00:02Z',
    ]);
    expect(one?.logs).to.deep.equal([
      { source: 'ns/pod-a', lines: ['pod-a says hello'] },
      { source: 'ns/pod-b', lines: ['pod-b says hello'] },
    ]);
  });

  it('gives named objects, and says which does not exist', async () => {
    const api = createMemoryApi([make(gatewayApi, 'HTTPRoute', 'route')]);
    const key = keyFor(kinds.HTTPRoute, 'route', 'ns');
    const { objects } = await collectEvidence({ ...nothing, api, keys: [{ ...key, name: 'z' }, key, key] });
    expect(objects).to.have.length(2);
    expect(objects[1]).to.deep.include({ unavailable: 'it does not exist' });
  });

  it('never rejects: what could not be had says why', async () => {
    const fail = () => Promise.reject(new HarnessError('the API server is gone'));
    const throwing = () => {
      throw new HarnessError('the API server is gone');
    };
    const api = { ...createMemoryApi(), get: throwing, list: fail, podLogs: fail } as KubeApi;
    const key = keyFor(kinds.Gateway, 'gw', 'ns');
    const evidence = await collectEvidence({
      ...nothing,
      api,
      keys: [key],
      logSources: [{ namespace: 'gw', labelSelector: 'a=b' }],
    });
    expect(evidence.objects).to.deep.equal([
      {
        group: 'gateway.networking.k8s.io',
        kind: 'Gateway',
        metadata: { name: 'gw', namespace: 'ns' },
        unavailable: 'the API server is gone',
      },
    ]);
    expect(evidence.events).to.deep.equal([{ namespace: 'ns', unavailable: 'the API server is gone' }]);
    expect(evidence.logs).to.deep.equal([{ source: 'gw (a=b)', lines: ['(unavailable: the API server is gone)'] }]);
  });

  it('keeps the newest 200 log lines of a pod, and says how many it left out', async () => {
    const api = {
      ...createMemoryApi([make('v1', 'Pod', 'p')]),
      podLogs: async () => `${'line\n'.repeat(204)}password=hunter2\n`,
    };
    const logSources = [
      { namespace: 'ns', labelSelector: 'app=gw' },
      { namespace: 'ns', labelSelector: 'app=none' },
    ];
    const { logs } = await collectEvidence({ ...nothing, api, logSources });
    expect(logs[0]).to.deep.equal({ source: 'ns (app=none)', lines: ['(no pod matches)'] });
    expect(logs[1]?.lines).to.have.length(201);
    expect(logs[1]?.lines[0]).to.equal('(5 earlier lines left out)');
    expect(logs[1]?.lines.at(-1)).to.equal('password=[redacted 7 bytes]');
  });

  it('keeps what all pods together may have where their lines are long, the newest of each', async () => {
    const pods = ['p', 'q', 'r', 's'].map((name) => make('v1', 'Pod', name));
    const api = {
      ...createMemoryApi(pods),
      podLogs: async () => `${'x'.repeat(4_999)}\n`.repeat(30).concat('newest\n'),
    };
    const { logs } = await collectEvidence({
      ...nothing,
      api,
      logSources: [{ namespace: 'ns', labelSelector: 'app=gw' }],
    });
    expect(logs.map(({ lines }) => [lines.length, lines[0], lines.at(-1)])).to.deep.equal(
      pods.map(() => [6, '(earlier lines left out, since all logs together are long)', 'newest']),
    );
  });

  it('cuts a line that is longer than all may be', async () => {
    const api = { ...createMemoryApi([make('v1', 'Pod', 'p')]), podLogs: async () => 'x'.repeat(300_000) };
    const { logs } = await collectEvidence({
      ...nothing,
      api,
      logSources: [{ namespace: 'ns', labelSelector: 'app=gw' }],
    });
    expect(logs[0]?.lines.map(({ length }) => length)).to.deep.equal([58, 100_000]);
  });

  it('finds pods of all namespaces where none is named, and the log of a process', async () => {
    const api = createMemoryApi([make('v1', 'Pod', 'p')]);
    const logSources = [{ labelSelector: 'app=gw' }, { process: 'gw' }, { process: 'other' }];
    const readProcessLog = (name: string) => (name === 'gw' ? ['up', 'token=abc'] : undefined);
    const { logs } = await collectEvidence({ ...nothing, api, logSources, readProcessLog });
    expect(logs).to.deep.equal([
      { source: 'ns/p', lines: ['p says hello'] },
      { source: 'process gw', lines: ['up', 'token=[redacted 3 bytes]'] },
      { source: 'process other', lines: ['(it was not started)'] },
    ]);
  });

  it('records exchanges without credentials, first and last of many, long bodies cut', async () => {
    const exchanges = Array.from({ length: 130 }, (_, index) => makeExchange(index));
    const evidence = await collectEvidence({ ...nothing, api: createMemoryApi(), exchanges });
    const lines = evidence.exchanges.map(({ line }) => line);
    expect(lines).to.have.length(101);
    expect(lines[9]).to.contain('/9');
    expect(lines[10]).to.equal('(30 exchanges left out)');
    expect(lines.at(-1)).to.contain('/129');
    expect(evidence.exchanges[0]?.sent.headers).to.deep.include(['Cookie', '[redacted 4 bytes]']);
    expect(evidence.exchanges[0]?.received?.body).to.match(/^x{8192} \(808 characters left out\)$/);
  });
});

describe('attempt', () => {
  it('gives up on what does not answer', async () => {
    const outcome = await attempt(() => new Promise(() => undefined), 5);
    expect(outcome).to.deep.equal({ unavailable: 'no answer within 5 ms' });
  });
});
