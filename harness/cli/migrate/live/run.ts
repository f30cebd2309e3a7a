import type { MigrateOptions, Migration } from '../../../../policy/migrate/index.ts';
import { chooseKubeconfig } from '../../../kube/kubeconfig.ts';
import type { CliIo } from '../../io.ts';
import type { OptionValues } from '../../options/spec.ts';
import { watchInterrupts } from '../../run/interrupt.ts';
import type { Wiring } from '../../wiring.ts';
import { compareLive } from './compare.ts';
import { readCluster } from './read-cluster.ts';

/** Reads the cluster that `--kubeconfig` and `--context` mean, and compares what its Ingresses and Gateways answer. */
export async function runLive(
  flags: OptionValues,
  options: MigrateOptions,
  { io, wiring }: { io: CliIo; wiring: Wiring },
): Promise<Migration> {
  const text = (name: string) => (typeof flags[name] === 'string' ? flags[name] : undefined);
  const chosen = await chooseKubeconfig({ path: text('kubeconfig'), context: text('context') });
  const interrupts = watchInterrupts(io, () => io.stderr.write('stopping\n'));
  const { signal } = interrupts;
  const api = await wiring.createKubeApi(chosen.text, 'migrate', signal);
  try {
    const objects = await readCluster(api);
    return await compareLive(objects, {
      ...options,
      signal,
      ingressAddress: text('ingress-address'),
      gatewayAddress: text('gateway-address'),
      gatewayClass: text('gateway-class'),
    });
  } catch (error) {
    throw signal.aborted ? signal.reason : error;
  } finally {
    api.close();
    interrupts.stop();
  }
}
