import type { Watch } from '@kubernetes/client-node';
import { expect } from 'chai';
import type { StoredObject } from '../model/meta.ts';
import type { KubeClient } from './client.ts';
import { runInformer } from './informer.ts';
import type { Resource } from './resources.ts';

const resource: Resource = { kind: 'Gateway', apiVersion: 'gateway.networking.k8s.io/v1', plural: 'gateways' };

function gateway(name: string, resourceVersion: string): StoredObject {
  return { apiVersion: resource.apiVersion, kind: resource.kind, metadata: { name, namespace: 'ns', resourceVersion } };
}

type Event = [type: string, object: unknown];

/** Runs an informer through lists and watches prepared; gives what it told and asked. */
async function run(
  lists: readonly (StoredObject[] | Error)[],
  watches: readonly (Event[] | Error)[],
): Promise<string[]> {
  const told: string[] = [];
  const abort = new AbortController();
  const [listQueue, watchQueue] = [[...lists], [...watches]];
  const client = {
    list: async () => {
      const next = listQueue.shift() ?? [];
      told.push('list');
      if (next instanceof Error) throw next;
      return { metadata: { resourceVersion: '10' }, items: next };
    },
  } as Partial<KubeClient> as KubeClient;
  const watch = {
    async watch(
      _path: string,
      query: { resourceVersion: string },
      onEvent: (...event: Event) => void,
      done: (error: unknown) => void,
    ) {
      told.push(`watch ${query.resourceVersion}`);
      const next = watchQueue.shift();
      // Nothing more is prepared: the run is over.
      if (!next) abort.abort();
      if (Array.isArray(next)) for (const event of next) onEvent(...event);
      queueMicrotask(() => done(next instanceof Error ? next : null));
      return new AbortController();
    },
  } as Partial<Watch> as Watch;
  await runInformer(
    resource,
    { client, watch, signal: abort.signal, log: () => {} },
    {
      replaced: (objects) => told.push(`replaced ${objects.map(({ kind, metadata }) => `${kind} ${metadata.name}`)}`),
      changed: ({ metadata }) => told.push(`changed ${metadata.name}`),
      removed: ({ metadata }) => told.push(`removed ${metadata.name}`),
    },
  );
  return told;
}

describe('runInformer', () => {
  it('lists, watches, and goes on from the last version where a watch ends', async () => {
    const { kind: _kind, apiVersion: _apiVersion, ...bare } = gateway('a', '1');
    const events: Event[] = [
      ['ADDED', gateway('b', '11')],
      ['MODIFIED', gateway('b', '12')],
      ['DELETED', gateway('a', '13')],
      ['BOOKMARK', gateway('', '20')],
    ];
    expect(await run([[bare as StoredObject]], [events])).to.deep.equal([
      'list',
      'replaced Gateway a',
      'watch 10',
      'changed b',
      'changed b',
      'removed a',
      'watch 20',
    ]);
  });

  it('lists anew where the version is gone, in either way of saying so', async () => {
    const gone: Event = ['ERROR', { kind: 'Status', code: 410, message: 'too old' }];
    const told = await run([[], [], []], [[['ADDED', gateway('b', '11')], gone], new Error('Gone')]);
    expect(told.filter((line) => !line.startsWith('replaced'))).to.deep.equal([
      'list',
      'watch 10',
      'changed b',
      'list',
      'watch 10',
      'list',
      'watch 10',
    ]);
  });

  it('keeps trying while the API server does not answer', async () => {
    const told = await run([new Error('refused'), new Error('refused'), [gateway('a', '1')]], []);
    expect(told).to.deep.equal(['list', 'list', 'list', 'replaced Gateway a', 'watch 10']);
  });
});
