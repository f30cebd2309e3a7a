import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { writeYaml } from '../common/write-yaml.ts';
import type { ChosenKubeconfig } from './kubeconfig-types.ts';

const USUAL = '/var/run/secrets/kubernetes.io/serviceaccount';

/**
 * The credentials that a pod is given for its ServiceAccount, as a kubeconfig; undefined outside of a pod. The token is
 * named as a file, since it is renewed.
 * https://kubernetes.io/docs/tasks/run-application/access-api-from-pod/
 */
export function chooseInCluster(
  env: Readonly<Record<string, string | undefined>>,
  folder = USUAL,
): ChosenKubeconfig | undefined {
  const { KUBERNETES_SERVICE_HOST: host = '', KUBERNETES_SERVICE_PORT: port = '443' } = env;
  const tokenFile = join(folder, 'token');
  if (host === '' || !existsSync(tokenFile)) return undefined;
  const server = `https://${host.includes(':') ? `[${host}]` : host}:${port}`;
  const text = writeYaml({
    apiVersion: 'v1',
    kind: 'Config',
    'current-context': 'pod',
    contexts: [{ name: 'pod', context: { cluster: 'cluster', user: 'pod' } }],
    clusters: [{ name: 'cluster', cluster: { server, 'certificate-authority': join(folder, 'ca.crt') } }],
    users: [{ name: 'pod', user: { tokenFile } }],
  });
  return { text, context: 'pod', server };
}
