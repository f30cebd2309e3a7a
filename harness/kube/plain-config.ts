import type { RequestOptions } from 'node:https';
import { parse } from 'yaml';
import { isRecord } from '../common/guards.ts';
import { USER_FIELDS } from './user-fields.ts';

/** What is asked of a kubeconfig: client-node's KubeConfig is one. */
export interface Identity {
  /** Adds credentials to the options of a request. */
  applyToHTTPSOptions(options: RequestOptions): Promise<void>;
}

const clusterFields = new Set(['server', 'certificate-authority-data', 'tls-server-name', 'insecure-skip-tls-verify']);
const userFields = new Set<string>(['token', 'client-certificate-data', 'client-key-data', ...USER_FIELDS]);

/** The user of the current context, as it was written. */
export function readUser(kubeconfig: string): Record<string, unknown> | undefined {
  const config = parseRecord(kubeconfig);
  const context = findNamed(config?.contexts, config?.['current-context'], 'context');
  return findNamed(config?.users, context?.user, 'user');
}

/**
 * Reads a kubeconfig whose current context says everything itself, save a token: no other files, plugins or proxies. Undefined for any other,
 * and for what is none: client-node knows them all, but takes longer to load than an embedded cluster to start.
 */
export function readPlainConfig(kubeconfig: string): { server: string; identity: Identity } | undefined {
  const config = parseRecord(kubeconfig);
  const context = findNamed(config?.contexts, config?.['current-context'], 'context');
  const cluster = findNamed(config?.clusters, context?.cluster, 'cluster');
  const user = findNamed(config?.users, context?.user, 'user');
  if (!cluster || !user || typeof cluster.server !== 'string') return undefined;
  if (!hasOnly(cluster, clusterFields) || !hasOnly(user, userFields)) return undefined;
  const options: RequestOptions = {
    ...decoded('ca', cluster['certificate-authority-data']),
    ...decoded('cert', user['client-certificate-data']),
    ...decoded('key', user['client-key-data']),
    ...(typeof cluster['tls-server-name'] === 'string' ? { servername: cluster['tls-server-name'] } : {}),
    ...(cluster['insecure-skip-tls-verify'] === true ? { rejectUnauthorized: false } : {}),
  };
  const headers = typeof user.token === 'string' ? { Authorization: `Bearer ${user.token}` } : {};
  return {
    server: cluster.server,
    identity: {
      async applyToHTTPSOptions(request) {
        Object.assign(request, options, { headers: { ...request.headers, ...headers } });
      },
    },
  };
}

function parseRecord(text: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = parse(text);
    return isRecord(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

/** The `cluster` of the entry of a list that has this name. */
function findNamed(list: unknown, name: unknown, field: string): Record<string, unknown> | undefined {
  const entries: unknown[] = Array.isArray(list) ? list : [];
  const entry = entries.find((candidate) => isRecord(candidate) && candidate.name === name);
  const value = isRecord(entry) ? entry[field] : undefined;
  return isRecord(value) ? value : undefined;
}

function hasOnly(value: Record<string, unknown>, fields: ReadonlySet<string>): boolean {
  return Object.keys(value).every((field) => fields.has(field));
}

function decoded(field: 'ca' | 'cert' | 'key', data: unknown): RequestOptions {
  return typeof data === 'string' ? { [field]: Buffer.from(data, 'base64') } : {};
}
