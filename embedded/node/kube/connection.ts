import { parse } from 'yaml';

/** Where the API server is, and who calls. */
export interface Connection {
  /** URL without a path. */
  server: string;
  /** PEM of its authority; absent where the kubeconfig has none. */
  authority?: string;
  token?: string;
}

interface Kubeconfig {
  clusters?: { name: string; cluster: { server: string; 'certificate-authority-data'?: string } }[];
  users?: { name: string; user: { token?: string } }[];
  contexts?: { name: string; context: { cluster: string; user: string } }[];
  'current-context'?: string;
}

/** Reads a kubeconfig (YAML text) as the embedded cluster makes them: data and a token, no files and no plugins. */
export function readConnection(kubeconfig: string): Connection {
  const config: Kubeconfig = parse(kubeconfig);
  const { context } = config.contexts?.find(({ name }) => name === config['current-context']) ?? {};
  const { cluster } = config.clusters?.find(({ name }) => name === context?.cluster) ?? {};
  if (!cluster) throw new Error('The kubeconfig for the embedded node names no current cluster');
  const { user } = config.users?.find(({ name }) => name === context?.user) ?? {};
  const data = cluster['certificate-authority-data'];
  return {
    server: cluster.server,
    ...(data === undefined ? {} : { authority: Buffer.from(data, 'base64').toString('utf8') }),
    ...(user?.token === undefined ? {} : { token: user.token }),
  };
}
