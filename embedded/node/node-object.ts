import { type NodeContext, tolerate } from './kube/context.ts';
import { HOST_IP } from './pods/environment.ts';

/**
 * Registers the cluster's one Node, Ready.
 * @param kubeletPort where a real API server finds the logs of its pods
 */
export async function registerNode({ client, nodeName, now }: NodeContext, kubeletPort?: number): Promise<void> {
  const time = now().toISOString();
  const node = {
    apiVersion: 'v1',
    kind: 'Node',
    metadata: {
      name: nodeName,
      labels: { 'kubernetes.io/hostname': nodeName, 'kubernetes.io/os': 'linux', 'node-role.kubernetes.io/worker': '' },
    },
    spec: { providerID: `gwconf://${nodeName}` },
  };
  const resources = { cpu: '64', memory: '256Gi', pods: '4000' };
  const status = {
    addresses: [
      { type: 'InternalIP', address: HOST_IP },
      { type: 'Hostname', address: nodeName },
    ],
    ...(kubeletPort === undefined ? {} : { daemonEndpoints: { kubeletEndpoint: { Port: kubeletPort } } }),
    allocatable: resources,
    capacity: resources,
    conditions: [
      {
        type: 'Ready',
        status: 'True',
        reason: 'EmbeddedNodeReady',
        message: 'The node runs in process',
        lastHeartbeatTime: time,
        lastTransitionTime: time,
      },
    ],
    nodeInfo: { kubeletVersion: 'v1.34.1', containerRuntimeVersion: 'gwconf://1', operatingSystem: 'linux' },
  };
  await tolerate(['AlreadyExists'], client.call('POST', '/api/v1/nodes', node));
  await client.call('PATCH', `/api/v1/nodes/${nodeName}/status`, { status });
}
