import { Agent, request } from 'node:https';
import { KubeConfig } from '@kubernetes/client-node';

/** What the API answered with a status of 400 or more. */
export class ApiError extends Error {
  readonly code: number;
  readonly reason: string;

  constructor(code: number, reason: string, message: string) {
    super(message);
    this.name = 'ApiError';
    this.code = code;
    this.reason = reason;
  }
}

export interface KubeClient {
  /** For watches, which have an agent of their own. */
  config: KubeConfig & { readonly agent?: Agent };
  call<T>(method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE', path: string, body?: object): Promise<T>;
  /** Ends every connection, watches too. */
  close(): void;
}

/**
 * client-node opens a TLS connection for each call; this one keeps a few open, since a node that starts a hundred pods
 * makes hundreds of calls. PATCH is a JSON merge patch.
 */
export function createKubeClient(kubeconfig: string): KubeClient {
  const config = new PooledConfig();
  config.loadFromString(kubeconfig);
  const cluster = config.getCurrentCluster();
  const user = config.getCurrentUser();
  if (!cluster) throw new Error('The kubeconfig for the embedded node names no current cluster');
  const ca = cluster.caData ? Buffer.from(cluster.caData, 'base64') : undefined;
  config.agent = new Agent({ ca });
  const agent = new Agent({ ca, keepAlive: true, maxSockets: 8 });
  const headers = { accept: 'application/json', ...(user?.token && { authorization: `Bearer ${user.token}` }) };

  return {
    config,
    call: (method, path, body) =>
      new Promise((resolve, reject) => {
        const payload = body === undefined ? undefined : Buffer.from(JSON.stringify(body));
        const contentType = method === 'PATCH' ? 'application/merge-patch+json' : 'application/json';
        const outgoing = request(`${cluster.server}${path}`, {
          agent,
          method,
          headers: payload
            ? { ...headers, 'content-type': contentType, 'content-length': payload.length }
            : { ...headers },
        });
        outgoing.on('error', reject);
        outgoing.on('response', (response) => {
          const chunks: Buffer[] = [];
          response.on('data', (chunk: Buffer) => chunks.push(chunk));
          response.on('error', reject);
          response.on('end', () => {
            const code = response.statusCode ?? 0;
            const text = Buffer.concat(chunks).toString('utf8');
            try {
              const answer = text === '' ? {} : JSON.parse(text);
              if (code < 400) resolve(answer);
              else
                reject(new ApiError(code, String(answer.reason ?? ''), `${method} ${path}: ${answer.message ?? code}`));
            } catch {
              reject(new ApiError(code, '', `${method} ${path}: status ${code}, not JSON: ${text.slice(0, 200)}`));
            }
          });
        });
        outgoing.end(payload);
      }),
    close() {
      agent.destroy();
      config.agent?.destroy();
    },
  };
}

class PooledConfig extends KubeConfig {
  agent: Agent | undefined;

  override async applyToFetchOptions(...args: Parameters<KubeConfig['applyToFetchOptions']>) {
    return { ...(await super.applyToFetchOptions(...args)), agent: this.agent };
  }
}
