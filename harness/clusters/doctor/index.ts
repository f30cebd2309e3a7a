import { createKubeApi } from '../../kube/api.ts';
import { type ChosenKubeconfig, chooseKubeconfig, type KubeconfigChoice } from '../../kube/kubeconfig.ts';
import { inspectCluster } from './cluster.ts';
import { inspectMachine } from './machine.ts';
import type { Section } from './types.ts';

/** A cluster that does not answer must not hold up what is told of the machine. */
const timing = { requestMs: 5_000, tries: 1 };

/** Looks at this machine, and at the chosen cluster where there is one. */
export async function examine(choice: KubeconfigChoice, onNone: (error: unknown) => void): Promise<Section[]> {
  let chosen: ChosenKubeconfig | undefined;
  try {
    chosen = await chooseKubeconfig(choice);
  } catch (error) {
    onNone(error);
  }
  return Promise.all([inspectMachine(), ...(chosen ? [inspect(chosen)] : [])]);
}

async function inspect(chosen: ChosenKubeconfig): Promise<Section> {
  const connection = new AbortController();
  const api = await createKubeApi(chosen.text, { runId: 'doctor', signal: connection.signal, timing });
  try {
    return await inspectCluster({ api, chosen });
  } finally {
    api.close();
    connection.abort();
  }
}
