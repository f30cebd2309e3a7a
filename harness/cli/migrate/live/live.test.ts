import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect } from 'chai';
import type { JsonObject } from '../../../../apimachinery/types.ts';
import { readPlace } from './addresses.ts';
import { compareLive } from './compare.ts';

const NGINX = 'nginx.ingress.kubernetes.io/';

const objects: JsonObject[] = [
  {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'Ingress',
    metadata: {
      name: 'shop',
      namespace: 'shop',
      annotations: { [`${NGINX}affinity`]: 'cookie', [`${NGINX}auth-url`]: 'http://x' },
    },
    spec: {
      ingressClassName: 'nginx',
      rules: [
        {
          host: 'a.example',
          http: {
            paths: [{ path: '/', pathType: 'Prefix', backend: { service: { name: 'web', port: { number: 80 } } } }],
          },
        },
      ],
    },
  },
  {
    apiVersion: 'gateway.networking.k8s.io/v1',
    kind: 'Gateway',
    metadata: { name: 'edge', namespace: 'shop' },
    spec: { gatewayClassName: 'g', listeners: [{ name: 'http', port: 80, protocol: 'HTTP' }] },
  },
  {
    apiVersion: 'gateway.networking.k8s.io/v1',
    kind: 'HTTPRoute',
    metadata: { name: 'shop', namespace: 'shop' },
    spec: {
      parentRefs: [{ name: 'edge' }],
      hostnames: ['a.example'],
      rules: [{ backendRefs: [{ name: 'web', port: 80 }] }],
    },
  },
  {
    apiVersion: 'discovery.k8s.io/v1',
    kind: 'EndpointSlice',
    metadata: { name: 'web', namespace: 'shop', labels: { 'kubernetes.io/service-name': 'web' } },
    endpoints: ['web-1', 'web-2'].map((name) => ({ addresses: ['10.0.0.1'], targetRef: { kind: 'Pod', name } })),
  },
];

/** Answers for a.example as an echo server of a pod would; `change` is what a proxy does to the path. */
function startProxy(pod: string, change: (path: string) => string = (path) => path): Promise<Server> {
  const server = createServer((request, response) => {
    if (request.headers.host !== 'a.example') {
      response.writeHead(404).end('nothing here');
      return;
    }
    const headers = Object.fromEntries(
      Object.entries(request.headersDistinct).map(([name, values]) => [name, values ?? []]),
    );
    const { method, url = '/' } = request;
    const seen = { path: change(url), host: 'a.example', method, proto: 'HTTP/1.1', headers, namespace: 'shop', pod };
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(seen));
  });
  return new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(server)));
}

describe('migrate check on a cluster', () => {
  const servers: Server[] = [];
  const place = (server: Server) => {
    servers.push(server);
    const { port } = server.address() as AddressInfo;
    return `127.0.0.1:${port}:${port}`;
  };
  const options = {
    regularExpressions: 'whole',
    seed: 1,
    requests: 100,
    signal: new AbortController().signal,
  } as const;
  afterEach(() => {
    for (const server of servers.splice(0)) server.close();
  });

  it('finds nothing where pods of one Service answer, save annotations that are lost', async () => {
    const addresses = {
      ingressAddress: place(await startProxy('web-1')),
      gatewayAddress: place(await startProxy('web-2')),
    };
    const { findings } = await compareLive(objects, { ...options, ...addresses });
    expect(findings.map(({ rule, message }) => [rule, message])).to.deep.equal([
      [
        'migrate-annotation-lost',
        `${NGINX}auth-url of Ingress shop/shop has no counterpart: requests are not authenticated`,
      ],
    ]);
  });

  it('tells what the backend received, and by which rules', async () => {
    const addresses = {
      ingressAddress: place(await startProxy('web-1')),
      gatewayAddress: place(await startProxy('web-1', (path) => path.replace('/x', '/y'))),
    };
    const { findings } = await compareLive(objects, { ...options, ...addresses });
    const found = findings.find(({ rule }) => rule === 'migrate-path');
    expect(found?.from).to.deep.equal({ object: 'Ingress shop/shop', field: 'spec.rules[0].http.paths[0]' });
    expect(found?.to).to.deep.equal({ object: 'HTTPRoute shop/shop', field: 'spec.rules[0]' });
    expect(found?.example).to.deep.equal({
      request: 'GET http://a.example/x',
      ingress: 'shop/web',
      gateway: 'shop/web, which receives path /y',
    });
  });

  it('tells a host that is not served where nobody listens', async () => {
    const server = await startProxy('web-1');
    const closed = await startProxy('web-1');
    const gatewayAddress = place(closed);
    await new Promise((resolve) => closed.close(resolve));
    const { findings } = await compareLive(objects, { ...options, ingressAddress: place(server), gatewayAddress });
    expect(findings[0]?.message).to.contain('a.example is not served over http');
  });

  it('says which address it does not know', async () => {
    const missing = async (changed: object) => {
      try {
        await compareLive(objects, { ...options, ...changed });
      } catch (error) {
        return String(error);
      }
      return 'nothing';
    };
    expect(await missing({})).to.contain('no Ingress has an address in its status; --ingress-address');
    expect(await missing({ ingressAddress: '127.0.0.1' })).to.contain('Gateway shop/edge has no address in its status');
    expect(await missing({ ingressClass: 'other' })).to.contain('no Ingress of class other');
    expect(await missing({ gatewayClass: 'other' })).to.contain('no Gateway of class other');
  });

  it('reads addresses with ports and without', () => {
    const ports = { http: 80, https: 443 };
    expect(readPlace('x', '10.0.0.1', ports)).to.deep.equal({ address: '10.0.0.1', ports });
    expect(readPlace('x', 'fd00::1', ports)).to.deep.equal({ address: 'fd00::1', ports });
    expect(readPlace('x', '[fd00::1]:8080:8443', ports)).to.deep.equal({
      address: 'fd00::1',
      ports: { http: 8080, https: 8443 },
    });
    expect(() => readPlace('x', 'a:80', ports)).to.throw("--x is 'a:80', expected IP or IP:PORT:TLSPORT");
  });
});
