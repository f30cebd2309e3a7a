import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { expect } from 'chai';
import { refusalOf } from '../../common/exec/refusal.test.ts';
import { HarnessError, UsageError } from '../../scenario/errors.ts';
import { systemClock } from '../../wait/clock.ts';
import { describeProviderContract } from './contract.ts';
import { createEmbeddedProvider, type EmbeddedModule } from './embedded.ts';
import { createProvider, providerNames } from './index.ts';

describeProviderContract('embedded', () => createEmbeddedProvider({ crds: 'bundled' }));

describe('embedded provider', () => {
  const signal = new AbortController().signal;

  function moduleThat(start: EmbeddedModule['startClusterThread']): () => Promise<EmbeddedModule> {
    return async () => ({ startClusterThread: start });
  }
  async function refusal(error: Error): Promise<Error> {
    const provider = createEmbeddedProvider(
      {},
      moduleThat(() => Promise.reject(error)),
    );
    return refusalOf(provider.start(signal));
  }

  it('names a port that is in use', async () => {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    try {
      const { port } = server.address() as AddressInfo;
      const error = await createEmbeddedProvider({ port, crds: 'bundled' })
        .start(signal)
        .catch((thrown: unknown) => thrown);
      expect(error).to.be.instanceOf(UsageError);
      expect((error as Error).message).to.contain(`Port ${port} of 127.0.0.1`);
    } finally {
      server.close();
    }
  });

  it('tells what the user can put right from what they cannot', async () => {
    expect(await refusal(Object.assign(new Error('no such file'), { code: 'ENOENT' }))).to.be.instanceOf(UsageError);
    const own = await refusal(new Error('broken'));
    expect(own).to.be.instanceOf(HarnessError);
    expect(own.message).to.equal('The embedded cluster did not start: broken');
  });

  it('stops the cluster that came up after the run was aborted, and each cluster once', async () => {
    const abort = new AbortController();
    let stopped = 0;
    const provider = createEmbeddedProvider(
      {},
      moduleThat(async () => {
        abort.abort(new Error('stopped by the user'));
        return {
          kubeconfig: '',
          dial: (host, port) => ({ host, port }),
          network: { spareAddress: '' },
          gatewayApi: { source: '' },
          collectLogs: async () => [],
          stop: async () => {
            stopped += 1;
          },
        };
      }),
    );
    const error = await provider.start(abort.signal).catch((thrown: unknown) => thrown);
    expect((error as Error).message).to.equal('stopped by the user');
    expect(stopped).to.equal(1);
  });
});

describe('createProvider', () => {
  it('makes the providers that it names, and no other', () => {
    const options = { runId: 'r', clock: systemClock, loadCrds: () => Promise.reject(new Error('none')) };
    const create = (name: string) => createProvider(name, { kind: options, existing: options, envtest: options });
    expect(providerNames).to.deep.equal(['embedded', 'envtest', 'existing', 'kind']);
    expect(providerNames.map((name) => create(name).name)).to.deep.equal(providerNames);
    for (const name of ['kiind', 'toString']) {
      expect(() => createProvider(name)).to.throw(
        UsageError,
        `no provider "${name}"; known: embedded, envtest, existing, kind`,
      );
    }
  });
});
