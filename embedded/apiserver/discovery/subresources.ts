import type { Resource } from '../resources/types.ts';

export interface Subresource {
  name: string;
  group: string;
  version: string;
  kind: string;
  verbs: readonly string[];
}

const WRITABLE = ['get', 'patch', 'update'];
const CONNECTED = ['create', 'get'];
const CORE = { group: '', version: 'v1' };

/** Of built-in resources beside status and scale. */
const OTHERS: Readonly<Record<string, readonly Subresource[]>> = {
  namespaces: [{ name: 'finalize', ...CORE, kind: 'Namespace', verbs: ['update'] }],
  pods: [
    { name: 'attach', ...CORE, kind: 'PodAttachOptions', verbs: CONNECTED },
    { name: 'eviction', group: 'policy', version: 'v1', kind: 'Eviction', verbs: ['create'] },
    { name: 'exec', ...CORE, kind: 'PodExecOptions', verbs: CONNECTED },
    { name: 'log', ...CORE, kind: 'Pod', verbs: ['get'] },
    { name: 'portforward', ...CORE, kind: 'PodPortForwardOptions', verbs: CONNECTED },
  ],
  serviceaccounts: [
    { name: 'token', group: 'authentication.k8s.io', version: 'v1', kind: 'TokenRequest', verbs: ['create'] },
  ],
};

/** What discovery lists below a resource, by name. */
export function listSubresources(resource: Resource): Subresource[] {
  const { group, version, kind, hasStatus, scale, storage } = resource;
  const found: Subresource[] = [
    ...(OTHERS[storage] ?? []),
    ...(scale ? [{ name: 'scale', group: 'autoscaling', version: 'v1', kind: 'Scale', verbs: WRITABLE }] : []),
    ...(hasStatus ? [{ name: 'status', group, version, kind, verbs: WRITABLE }] : []),
  ];
  return found.sort((a, b) => (a.name < b.name ? -1 : 1));
}
