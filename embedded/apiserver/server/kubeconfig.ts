import { stringify } from 'yaml';

/** A kubeconfig for one cluster and user, as YAML text. */
export function makeKubeconfig(url: string, caPem: string, token: string): string {
  const name = 'gwconf-embedded';
  return stringify({
    apiVersion: 'v1',
    kind: 'Config',
    clusters: [{ name, cluster: { server: url, 'certificate-authority-data': Buffer.from(caPem).toString('base64') } }],
    users: [{ name: 'admin', user: { token } }],
    contexts: [{ name, context: { cluster: name, user: 'admin', namespace: 'default' } }],
    'current-context': name,
  });
}
