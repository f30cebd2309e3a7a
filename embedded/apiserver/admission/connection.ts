import type { User } from '../../../apimachinery/access/user.ts';
import type { JsonObject } from '../../../apimachinery/types.ts';
import { readFlag } from '../requests/options.ts';
import type { ResourcePath } from '../server/paths.ts';
import type { AdmissionRequest, GroupVersionKind } from './request.ts';

const KINDS: Readonly<Record<string, string>> = {
  exec: 'PodExecOptions',
  attach: 'PodAttachOptions',
  portforward: 'PodPortForwardOptions',
};

/** A request to connect to a pod, as policies see it: its object is what the query asks for. */
export function describeConnection(
  { resource, namespace = '', name = '', subresource = '' }: ResourcePath,
  query: URLSearchParams,
  user: User,
): AdmissionRequest {
  const kind: GroupVersionKind = { group: '', version: 'v1', kind: KINDS[subresource] ?? '' };
  const object = { kind: kind.kind, apiVersion: 'v1', ...readConnection(subresource, query) };
  return {
    ...{ operation: 'CONNECT', resource, subresource, kind, namespace, name, object, old: undefined },
    ...{ user, dryRun: false, options: undefined, warnings: [] },
  };
}

function readConnection(subresource: string, query: URLSearchParams): JsonObject {
  if (subresource === 'portforward') {
    const ports = query.getAll('ports').flatMap((list) => list.split(',').map(Number));
    return ports.length > 0 ? { ports } : {};
  }
  const streams = ['stdin', 'stdout', 'stderr', 'tty'].filter((name) => readFlag(query, name));
  const container = query.get('container');
  return {
    ...Object.fromEntries(streams.map((name) => [name, true])),
    ...(container && { container }),
    ...(subresource === 'exec' && { command: query.getAll('command') }),
  };
}
