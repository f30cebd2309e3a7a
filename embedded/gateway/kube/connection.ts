import { Agent } from 'node:https';
import type { KubeConfig } from '@kubernetes/client-node';
// Not from the package's index: that loads every model of every API, which takes longer than the gateway's whole start.
import { Watch } from '@kubernetes/client-node/dist/watch.js';
import { parse } from 'yaml';

/** Where the API server is, and who calls. */
export interface Connection {
  /** URL without a path. */
  server: string;
  /** PEM of its authority. */
  ca?: string;
  token?: string;
}

interface NamedEntries {
  clusters?: { name: string; cluster: { server?: string; 'certificate-authority-data'?: string } }[];
  users?: { name: string; user: { token?: string } }[];
  contexts?: { name: string; context: { cluster: string; user: string } }[];
  'current-context'?: string;
}

/** Reads the kubeconfig (YAML text) that a pod is given: an authority and a token, no files and no plugins. */
export function readConnection(kubeconfig: string): Connection {
  const { clusters = [], users = [], contexts = [], ...rest }: NamedEntries = parse(kubeconfig);
  const context = contexts.find(({ name }) => name === rest['current-context'])?.context;
  const cluster = clusters.find(({ name }) => name === context?.cluster)?.cluster;
  if (!cluster?.server) throw new Error('the kubeconfig has no server for its current context');
  const token = users.find(({ name }) => name === context?.user)?.user.token;
  const data = cluster['certificate-authority-data'];
  return {
    server: cluster.server,
    ...(data ? { ca: Buffer.from(data, 'base64').toString('utf8') } : {}),
    ...(token ? { token } : {}),
  };
}

/** client-node's watch over a connection. Of a KubeConfig, it asks for the server and for the options of a request. */
export function createWatch({ server, ca, token }: Connection): Watch {
  const headers = token === undefined ? {} : { authorization: `Bearer ${token}` };
  const config = {
    getCurrentCluster: () => ({ name: 'cluster', server, skipTLSVerify: false }),
    applyToFetchOptions: async () => ({ headers, agent: new Agent({ ca }) }),
  } as Partial<KubeConfig> as KubeConfig;
  return new Watch(config);
}
