import { expect } from 'chai';
import type { KubeObject } from '../../../../apimachinery/types.ts';
import { dropTypeFields } from '../servicetype.ts';
import { validateBuiltin } from '../validate.ts';

/** `kind status` for what a status alone may hold. */
type Case = [what: string, object: object, faults: readonly string[]];

const port = { port: 80, targetPort: 80, protocol: 'TCP' };
const service = (spec: object, status: object = {}) => ({
  spec: { type: 'ClusterIP', ports: [port], ...spec },
  status,
});
const balancer = (ingress: object) => service({ type: 'LoadBalancer' }, { loadBalancer: { ingress: [ingress] } });
const pod = (container: object) => ({ spec: { containers: [{ name: 'c', image: 'i', ...container }] } });
const slice = (addressType: string, address: string) => ({ addressType, endpoints: [{ addresses: [address] }] });

const CASES: readonly Case[] = [
  ['Service', service({}), []],
  ['Service', service({ ports: [{ ...port, nodePort: 5 }] }), ['spec.ports[0].nodePort']],
  ['Service', service({ ports: [{ ...port, targetPort: 'a--b' }] }), ['spec.ports[0].targetPort']],
  ['Service', service({ ports: [{ ...port, appProtocol: 'a b' }] }), ['spec.ports[0].appProtocol']],
  ['Service', service({ loadBalancerClass: 'x' }), ['spec.loadBalancerClass']],
  ['Service', service({ clusterIP: '10.0.0.1', clusterIPs: ['10.0.0.2'] }), ['spec.clusterIPs']],
  ['Service', service({ clusterIPs: ['10.0.0.2'] }), ['spec.clusterIPs']],
  ['Service', service({ clusterIP: '::1', clusterIPs: ['::1'], ipFamilies: ['IPv4'] }), ['spec.clusterIPs[0]']],
  ['Service', service({ ipFamilies: ['IPv4', 'IPv4'] }), ['spec.ipFamilies[1]']],
  ['Service', service({ trafficDistribution: 'Any' }), ['spec.trafficDistribution']],
  ['Service', service({ healthCheckNodePort: 5 }), ['spec.healthCheckNodePort']],
  ['Service status', balancer({ ip: '10.0.0.1', ipMode: 'VIP' }), []],
  ['Service status', balancer({ hostname: 'a.example.com' }), []],
  ['Service status', balancer({ ip: '10.0.0' }), ['status.loadBalancer.ingress[0].ip']],
  ['Service status', balancer({ ipMode: 'VIP' }), ['status.loadBalancer.ingress[0].ipMode']],
  ['Service status', balancer({ hostname: '10.0.0.1' }), ['status.loadBalancer.ingress[0].hostname']],
  ['Service status', service({}, { loadBalancer: { ingress: [{ ip: '1.1.1.1' }] } }), ['status.loadBalancer.ingress']],
  ['Pod', pod({ resources: { requests: { memory: '1Gi' }, limits: { memory: '1024Mi' } } }), []],
  [
    'Pod',
    pod({ resources: { requests: { memory: '1Gi' }, limits: { memory: '1G' } } }),
    ['spec.containers[0].resources.requests'],
  ],
  ['Pod', pod({ startupProbe: { exec: {}, tcpSocket: {} } }), ['spec.containers[0].startupProbe.tcpSocket']],
  [
    'Pod',
    pod({
      ports: [
        { name: 'a', containerPort: 1 },
        { name: 'a', containerPort: 2, hostPort: 70000 },
      ],
    }),
    ['spec.containers[0].ports[1].name', 'spec.containers[0].ports[1].hostPort'],
  ],
  ['EndpointSlice', slice('IPv4', '127.5.0.1'), []],
  ['EndpointSlice', slice('FQDN', 'a.example.com'), []],
  ['EndpointSlice', slice('FQDN', 'A'), ['endpoints[0].addresses[0]']],
  ['EndpointSlice', slice('IPv4', '0.0.0.0'), ['endpoints[0].addresses[0]']],
  ['EndpointSlice', slice('IPv6', 'fe80::1'), ['endpoints[0].addresses[0]']],
  ['ConfigMap', { data: { '..a': '' }, binaryData: {} }, ['data[..a]']],
  ['ConfigMap', { data: { a: '' }, binaryData: { a: '' } }, ['data[a]']],
  ['Secret', { type: 'kubernetes.io/basic-auth', data: { username: '' } }, []],
  ['Secret', { type: 'kubernetes.io/ssh-auth', data: {} }, ['data[ssh-privatekey]']],
  ['Secret', { type: 'kubernetes.io/dockercfg', data: { '.dockercfg': 'e30=' } }, []],
  ['Secret', { type: 'kubernetes.io/dockercfg', data: { '.dockercfg': 'W10=' } }, ['data[.dockercfg]']],
  ['Namespace status', { status: { phase: 'Active' } }, []],
];

describe('embedded API server: what objects of built-in kinds must be', () => {
  for (const [what, object, faults] of CASES) {
    it(`${what} ${JSON.stringify(object)}: ${faults.join(', ') || 'good'}`, () => {
      const [kind = '', subresource] = what.split(' ');
      const whole = { apiVersion: 'v1', kind, metadata: { name: 'a' }, ...object } as KubeObject;
      const context = { errors: [], warnings: [], ...(subresource && { subresource }) };
      const found = validateBuiltin(whole, undefined, context).map(({ field }) => field);
      expect(found).to.deep.equal(faults);
    });
  }

  it('drops with the type of a Service what the new type has not, and what was not changed', () => {
    const was = {
      ...{ type: 'LoadBalancer', clusterIP: '10.0.0.1', externalTrafficPolicy: 'Local', healthCheckNodePort: 5 },
      ...{ allocateLoadBalancerNodePorts: true, ports: [{ port: 80, nodePort: 30000 }] },
    };
    const plain = {
      ...was,
      type: 'ClusterIP',
      ports: [
        { port: 80, nodePort: 30000 },
        { port: 81, nodePort: 7 },
      ],
    };
    dropTypeFields(plain, was);
    expect(plain).to.deep.equal({
      ...{ type: 'ClusterIP', clusterIP: '10.0.0.1', ports: [{ port: 80 }, { port: 81, nodePort: 7 }] },
    });
    const external = { ...was, type: 'ExternalName', clusterIP: '10.0.0.9', externalTrafficPolicy: 'Cluster' };
    dropTypeFields(external, was);
    expect(external).to.include({ clusterIP: '10.0.0.9', externalTrafficPolicy: 'Cluster' });
  });
});
