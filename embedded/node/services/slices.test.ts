import { expect } from 'chai';
import type { Pod } from '../kube/objects.ts';
import type { EndpointSlice, Service } from '../kube/services.ts';
import { buildSlices, listTargets } from './slices.ts';

function pod(
  name: string,
  change: { ready?: boolean; ip?: string; ports?: [string, number][]; deleted?: boolean } = {},
): Pod {
  const { ready = true, ip = `127.64.0.${name.length}`, ports = [], deleted = false } = change;
  return {
    metadata: { name, namespace: 'ns', uid: `uid-${name}`, ...(deleted && { deletionTimestamp: 'now' }) },
    spec: {
      containers: [{ name: 'c', ports: ports.map(([portName, containerPort]) => ({ name: portName, containerPort })) }],
    },
    status: { phase: 'Running', podIP: ip, conditions: [{ type: 'Ready', status: ready ? 'True' : 'False' }] },
  };
}

function service(spec: Partial<Service['spec']>): Service {
  return { metadata: { name: 'svc', namespace: 'ns' }, spec };
}

describe('buildSlices', () => {
  it('lists the pods with their state, and keeps the ports as the service names them', () => {
    const ports = [
      { name: 'web', port: 80, targetPort: 3000, appProtocol: 'kubernetes.io/h2c' },
      { name: 'own', port: 81 },
    ];
    const [slice, ...others] = buildSlices(
      service({ ports }),
      [pod('bb', { ready: false }), pod('a'), pod('ccc', { deleted: true })],
      'node',
    );
    expect(others).to.deep.equal([]);
    expect(slice?.ports).to.deep.equal([
      { name: 'web', port: 3000, protocol: 'TCP', appProtocol: 'kubernetes.io/h2c' },
      { name: 'own', port: 81, protocol: 'TCP' },
    ]);
    expect(slice?.endpoints.map(({ targetRef, conditions }) => [targetRef?.name, conditions])).to.deep.equal([
      ['a', { ready: true, serving: true, terminating: false }],
      ['bb', { ready: false, serving: false, terminating: false }],
      ['ccc', { ready: false, serving: true, terminating: true }],
    ]);
    expect(slice?.endpoints[0]).to.deep.include({ addresses: ['127.64.0.1'], nodeName: 'node' });
  });

  it('makes a slice for each way that pods resolve a named port', () => {
    const slices = buildSlices(
      service({ ports: [{ port: 80, targetPort: 'http' }] }),
      [
        pod('a', { ports: [['http', 3000]] }),
        pod('b', { ports: [['http', 4000]] }),
        pod('c'),
        pod('d', { ports: [['http', 3000]] }),
      ],
      'node',
    );
    const content = slices.map(({ ports, endpoints }) => [
      ports[0]?.port,
      endpoints.map(({ targetRef }) => targetRef?.name),
    ]);
    expect(content).to.deep.equal([
      [undefined, ['c']],
      [3000, ['a', 'd']],
      [4000, ['b']],
    ]);
  });

  it('makes an empty slice without pods, and leaves out pods that are over or have no address', () => {
    const over = { ...pod('a'), status: { phase: 'Succeeded', podIP: '127.64.0.1' } };
    const slices = buildSlices(service({ ports: [{ port: 80 }] }), [over, { ...pod('b'), status: {} }], 'node');
    expect(slices).to.deep.equal([{ ports: [], endpoints: [] }]);
  });

  it('takes unready pods for ready where the service wants so', () => {
    const wanting = service({ ports: [{ port: 80 }], publishNotReadyAddresses: true });
    expect(buildSlices(wanting, [pod('a', { ready: false })], 'node')[0]?.endpoints[0]?.conditions?.ready).to.equal(
      true,
    );
  });
});

describe('listTargets', () => {
  const slice = (change: Partial<EndpointSlice>): EndpointSlice => ({
    metadata: { name: 's' },
    addressType: 'IPv4',
    ports: [{ name: 'web', port: 3000, protocol: 'TCP' }],
    endpoints: [{ addresses: ['127.64.0.1'] }],
    ...change,
  });

  it('joins the ready endpoints of all slices, each once', () => {
    const slices = [
      slice({}),
      slice({
        endpoints: [
          { addresses: ['127.64.0.1'], conditions: { ready: true } },
          { addresses: ['127.64.0.2'], conditions: { ready: null } },
          { addresses: ['127.64.0.3'], conditions: { ready: false } },
        ],
      }),
      slice({ addressType: 'IPv6', endpoints: [{ addresses: ['::1'] }] }),
      slice({ ports: [{ name: 'other', port: 1 }], endpoints: [{ addresses: ['127.64.0.9'] }] }),
      slice({ ports: null, endpoints: null }),
    ];
    expect(listTargets(slices, { name: 'web', port: 80 })).to.deep.equal([
      { host: '127.64.0.1', port: 3000 },
      { host: '127.64.0.2', port: 3000 },
    ]);
  });

  it('tells protocols of one port apart', () => {
    expect(listTargets([slice({})], { name: 'web', port: 80, protocol: 'UDP' })).to.deep.equal([]);
  });
});
