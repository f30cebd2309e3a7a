import type { Network } from '../../network/types.ts';
import type { KubeObject, Pod } from '../kube/objects.ts';
import type { Service } from '../kube/services.ts';

/** What the API server asks before it stores a new object. */
export interface NodeAdmission {
  mutateOnCreate(object: { kind: string; metadata: { name: string } }, context?: { dryRun: boolean }): void;
}

/**
 * Does at creation what controllers would do a round trip later: Services get their cluster address, as the real API
 * server gives it, and pods their node, of which there is one only.
 */
export function createNodeAdmission(network: Network, nodeName: string): NodeAdmission {
  return {
    mutateOnCreate(object, context) {
      if (object.kind === 'Service') {
        const service = object as KubeObject as Service;
        if (needsClusterAddress(service)) assignClusterAddress(service, network, context?.dryRun ?? false);
      } else if (object.kind === 'Pod') {
        const pod = object as KubeObject as Pod;
        if (pod.spec && !pod.spec.nodeName) Object.assign(pod.spec, { nodeName });
      }
    },
  };
}

export function isHeadless({ spec }: Service): boolean {
  return spec.clusterIP === 'None';
}

export function needsClusterAddress({ spec }: Service): boolean {
  return spec !== undefined && spec.type !== 'ExternalName' && !spec.clusterIP;
}

function assignClusterAddress(service: Service, network: Network, dryRun: boolean): void {
  const address = network.allocate('service');
  // A dry run shows an address, and keeps none.
  if (dryRun) network.release(address);
  Object.assign(service.spec, clusterAddressFields(address));
}

export function clusterAddressFields(address: string): Partial<Service['spec']> {
  return { clusterIP: address, clusterIPs: [address], ipFamilies: ['IPv4'], ipFamilyPolicy: 'SingleStack' };
}
