import { messageOf } from '../../../common/message-of.ts';
import { type RunRecord, removeRunRecord, writeRunRecord } from '../../../common/state/runs.ts';
import { kinds } from '../../../kinds/index.ts';
import { createKubeApi } from '../../../kube/api.ts';
import { KubeError } from '../../../kube/errors.ts';
import { detectGatewayApi } from '../../../kube/gateway-api.ts';
import { type ChosenKubeconfig, chooseKubeconfig } from '../../../kube/kubeconfig.ts';
import type { KubeApi } from '../../../kube/types.ts';
import { HarnessError, UsageError } from '../../../scenario/errors.ts';
import type { CleanupStack } from '../../cleanup/stack.ts';
import { ensureCrds, hasGatewayApi, removeCrds } from '../../crds/index.ts';
import { toBackendImages } from '../../images/backend-images.ts';
import { createPortForwarder, createReach, type Forwards, startForwards } from '../../reach/index.ts';
import type { Cluster } from '../types.ts';
import { type ExistingOptions, officialEchoImage } from './options.ts';

/** Connects; tear-down is put on `undo`. */
export async function connectExisting(
  options: ExistingOptions,
  signal: AbortSignal,
  undo: CleanupStack,
): Promise<Cluster> {
  const { runId, clock, log, reach: mode = 'auto' } = options;
  const chosen = await chooseKubeconfig({ path: options.kubeconfigPath, context: options.context });
  await checkConnection(chosen);
  signal.throwIfAborted();
  const connection = new AbortController();
  const api = await createKubeApi(chosen.text, { runId, signal: connection.signal });
  undo.add('the connection', () => {
    api.close();
    connection.abort();
  });
  const record = createRecord(options, chosen.context);
  undo.add('the record of the run', () => removeRunRecord(record));
  await writeRunRecord(record);
  const crdSource = await chooseCrds(api, options, signal, undo);

  let forwards: Promise<Forwards> | undefined;
  undo.add('port-forwarding', async () => (await forwards)?.stop());
  const dial = await createReach({
    mode,
    clock,
    signal: connection.signal,
    forward() {
      forwards ??= createPortForwarder(chosen.text).then((forwarder) => startForwards({ api, forwarder, clock, log }));
      return forwards;
    },
    onForward: (reason) => log?.(`${reason}: traffic goes through the API server`),
  });
  let ending: Promise<void> | undefined;
  const end = async (): Promise<void> => {
    const problems = await undo.run();
    if (problems.length > 0) throw new HarnessError(problems.join('; '));
  };
  return {
    kubeconfig: chosen.text,
    dial,
    capabilities: {
      ...toBackendImages({ ...options, echoImage: options.echoImage ?? officialEchoImage }),
      loadBalancer: false,
    },
    crdSource,
    // The nodes of a foreign cluster are nobody's business here.
    collectLogs: async () => [],
    stop() {
      ending ??= end();
      return ending;
    },
    async leave() {
      ending ??= (async () => {
        await Promise.all([forwards?.then((started) => started.stop()), writeRunRecord({ ...record, kept: true })]);
        api.close();
        connection.abort();
      })();
      await ending;
    },
  };
}

function createRecord({ runId, clock, kubeconfigPath: kubeconfig }: ExistingOptions, context: string): RunRecord {
  const startedAt = clock.date().toISOString();
  return { runId, pid: process.pid, startedAt, kept: false, place: { context, kubeconfig } };
}

/** Tells at once what later requests would try again and again. */
const firstTiming = { tries: 2, requestMs: 10_000 };

async function checkConnection({ text, server, context }: ChosenKubeconfig): Promise<void> {
  const connection = new AbortController();
  const api = await createKubeApi(text, { runId: 'check', signal: connection.signal, timing: firstTiming });
  try {
    await api.serverVersion();
    // The version is told to anybody; what kinds there are, only to who is known.
    await api.chooseVersion(kinds.Deployment, kinds.Deployment.group);
  } catch (error) {
    const message = messageOf(error);
    const fault = error instanceof KubeError ? describeCredentials(error) : undefined;
    if (fault !== undefined) throw new UsageError(`context ${context}: ${fault}`, { cause: error });
    const isRefused = error instanceof KubeError && (error.status === 401 || error.status === 403);
    if (isRefused) throw new UsageError(`context ${context} may not use ${server}: ${message}`, { cause: error });
    throw new HarnessError(`the cluster of context ${context} does not answer at ${server}: ${message}`, {
      cause: error,
    });
  } finally {
    api.close();
    connection.abort();
  }
}

/** What is wrong with the credentials themselves, where no request was sent for that. */
function describeCredentials({ status, reason, message }: KubeError): string | undefined {
  if (status !== 0) return undefined;
  const [, plugin] = /spawn (.+) ENOENT/.exec(message) ?? [];
  if (plugin !== undefined) return `its credential plugin ${plugin} is not in the PATH`;
  return reason.startsWith('ERR_OSSL') ? 'its client certificate or key, or the authority, is no PEM' : undefined;
}

async function chooseCrds(
  api: KubeApi,
  options: ExistingOptions,
  signal: AbortSignal,
  undo: CleanupStack,
): Promise<string> {
  const { runId, clock, log, loadCrds, installCrds = false } = options;
  if (!installCrds) {
    if (await hasGatewayApi(api)) return (await detectGatewayApi(api)).source;
    throw new UsageError(
      'the cluster has no CRDs of the Gateway API; install a release, or let the run do it with --install-crds, which removes them again at the end',
    );
  }
  const ensured = await ensureCrds({ api, runId, loadCrds, clock, signal, log });
  undo.add("the Gateway API's CRDs", () => removeCrds(api, ensured.made));
  return ensured.source;
}
