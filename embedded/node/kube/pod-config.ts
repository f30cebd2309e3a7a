import { stringify } from 'yaml';
import type { KubeClient } from './client.ts';

/** Where client libraries look for the credentials of the pod that they run in. */
const ACCOUNT_PATH = '/var/run/secrets/kubernetes.io/serviceaccount';

/** A kubeconfig (YAML text) of what the pod's files hold; without a token, one that says nobody's name. */
export function makePodConfig({ connection }: KubeClient, files: Readonly<Record<string, string>>): string {
  const token = files[`${ACCOUNT_PATH}/token`];
  const authority = files[`${ACCOUNT_PATH}/ca.crt`];
  const namespace = files[`${ACCOUNT_PATH}/namespace`];
  const { server } = connection;
  const data = authority && { 'certificate-authority-data': Buffer.from(authority).toString('base64') };
  return stringify({
    apiVersion: 'v1',
    kind: 'Config',
    clusters: [{ name: 'cluster', cluster: { server, ...data } }],
    users: [{ name: 'pod', user: token === undefined ? {} : { token } }],
    contexts: [{ name: 'pod', context: { cluster: 'cluster', user: 'pod', ...(namespace && { namespace }) } }],
    'current-context': 'pod',
  });
}
