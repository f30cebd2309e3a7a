import { expect } from 'chai';
import { findServiceAddress } from './names.ts';

describe('names of Services', () => {
  const known: Readonly<Record<string, object>> = {
    'shop/web': { metadata: { name: 'web' }, spec: { clusterIP: '127.96.0.1' } },
    'shop/pods': { metadata: { name: 'pods' }, spec: { clusterIP: 'None' } },
  };
  const services = { get: (namespace: string, name: string) => known[`${namespace}/${name}`] };
  const endpointSlices = {
    list: () => [
      {
        metadata: { name: 'pods-1', labels: { 'kubernetes.io/service-name': 'pods' } },
        endpoints: [
          { addresses: ['127.64.0.1'], conditions: { ready: false } },
          { addresses: ['127.64.0.2'], conditions: { ready: true } },
        ],
      },
    ],
  };
  const caches = { services, endpointSlices } as unknown as Parameters<typeof findServiceAddress>[0];
  const cases: readonly [string, string, string | undefined][] = [
    ['127.0.0.9', 'shop', '127.0.0.9'],
    ['web', 'shop', '127.96.0.1'],
    ['WEB', 'shop', '127.96.0.1'],
    ['web', 'elsewhere', undefined],
    ['web.shop', 'elsewhere', '127.96.0.1'],
    ['web.shop.svc', 'elsewhere', '127.96.0.1'],
    ['web.shop.svc.cluster.local.', 'elsewhere', '127.96.0.1'],
    ['web.shop.example.com', 'shop', undefined],
    ['pods.shop', 'elsewhere', '127.64.0.2'],
  ];
  for (const [host, namespace, address] of cases) {
    it(`${host}, asked from ${namespace}, is ${address ?? 'not known'}`, () => {
      expect(findServiceAddress(caches, host, namespace)).to.equal(address);
    });
  }
});
