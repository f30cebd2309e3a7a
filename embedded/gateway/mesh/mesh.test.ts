import { expect } from 'chai';
import { conformant } from '../conformant.ts';
import type { StoredObject } from '../model/meta.ts';
import { buildModel } from '../model/model.ts';
import type { ParentRef } from '../model/route.ts';
import { buildBackend, buildNamespace, buildRoute, buildRule } from '../testing.ts';
import { createRedirect } from './redirect.ts';
import { computeMesh } from './state.ts';

const MEMBER = { 'gwconf.dev/mesh': 'enabled' };

function service(name: string, address: string, namespace = 'ns', spec: object = {}): StoredObject[] {
  const [made, slice] = buildBackend(name, `10.0.0.${address.length}`, 3000, namespace) as [StoredObject, StoredObject];
  const ports = [
    { name: 'http', port: 80, targetPort: 3000 },
    { name: 'http-alt', port: 8080, targetPort: 3000 },
    { name: 'tcp', port: 9000, targetPort: 3000 },
  ];
  const { spec: usual, ...rest } = made as StoredObject & { spec: object };
  return [{ ...rest, spec: { ...usual, clusterIP: address, ports, ...spec } } as StoredObject, slice];
}

const parent = (name: string, more: Partial<ParentRef> = {}): ParentRef => ({
  group: '',
  kind: 'Service',
  name,
  ...more,
});

/** A world with a member namespace for Services and one for clients. */
function compute(...objects: readonly StoredObject[]) {
  const all = [
    buildNamespace('ns', MEMBER),
    buildNamespace('client', MEMBER),
    buildNamespace('outside'),
    ...service('echo', '127.96.0.1'),
    ...service('v1', '127.96.0.2'),
    ...objects,
  ];
  const routes = objects.filter(({ kind }) => kind.endsWith('Route')) as Parameters<
    ReturnType<typeof computeMesh>['parentsOf']
  >[0][];
  const mesh = computeMesh(buildModel(all), conformant);
  const redirect = createRedirect(mesh, conformant, ({ key }, { port }) => ({ address: key, port }));
  return {
    /** Key of the frontend that a connection is led to. */
    lead: (namespace: string, address: string, port: number) => redirect({ namespace, ip: '' }, address, port)?.address,
    accepted: () =>
      routes.map((route) =>
        mesh.parentsOf(route).map(({ conditions }) => {
          const found = conditions.find(({ type }) => type === 'Accepted');
          return `${found?.status} ${found?.reason}`;
        }),
      ),
    /** Names of the routes that serve a frontend's port, each entry once. */
    rules: (key: string, port: number) =>
      mesh.frontends
        .find((frontend) => frontend.key === key)
        ?.ports.find((served) => served.port === port)
        ?.listeners[0]?.requests.map(({ kind, route }) => `${kind} ${route}`),
  };
}

describe('the mesh of the reference gateway', () => {
  it('leads members alone, at ports that are declared for HTTP', () => {
    const { lead, rules } = compute();
    expect(lead('client', '127.96.0.1', 80)).to.equal('mesh * ns/echo');
    expect(lead('outside', '127.96.0.1', 80)).to.equal(undefined);
    expect(lead('client', '127.96.0.1', 9000)).to.equal(undefined);
    expect(lead('client', '127.96.0.9', 80)).to.equal(undefined);
    expect(rules('mesh * ns/echo', 80)).to.deep.equal(['GRPCRoute ns/plain-echo-80', 'HTTPRoute ns/plain-echo-80']);
  });

  it('serves the routes of a Service in the place of its own pods, at the ports that they name', () => {
    const { rules, accepted } = compute(
      buildRoute('all', { parentRefs: [parent('echo')], rules: [buildRule('/', 'v1')] }),
      buildRoute('one', { parentRefs: [parent('v1', { port: 8080 })], rules: [buildRule('/', 'v1')] }),
      buildRoute('none', { parentRefs: [parent('v1', { port: 81 })], rules: [buildRule('/', 'v1')] }),
    );
    expect(rules('mesh * ns/echo', 80)).to.deep.equal(['HTTPRoute ns/all']);
    expect(rules('mesh * ns/echo', 9000)).to.deep.equal(['HTTPRoute ns/all']);
    expect(rules('mesh * ns/v1', 8080)).to.deep.equal(['HTTPRoute ns/one']);
    expect(rules('mesh * ns/v1', 80)).to.have.length(2);
    expect(accepted()).to.deep.equal([['True Accepted'], ['True Accepted'], ['False NoMatchingParent']]);
  });

  it('lets the routes of clients serve these alone, in the place of the producer', () => {
    const producer = buildRoute('producer', { parentRefs: [parent('echo')], rules: [buildRule('/', 'v1')] });
    const consumer = buildRoute(
      'consumer',
      {
        parentRefs: [parent('echo', { namespace: 'ns' })],
        rules: [{ backendRefs: [{ name: 'v1', namespace: 'ns', port: 8080 }] }],
      },
      { namespace: 'client' },
    );
    const { lead, rules, accepted } = compute(producer, consumer);
    expect(lead('client', '127.96.0.1', 80)).to.equal('mesh client ns/echo');
    expect(lead('ns', '127.96.0.1', 80)).to.equal('mesh * ns/echo');
    expect(rules('mesh client ns/echo', 80)).to.deep.equal(['HTTPRoute client/consumer']);
    expect(accepted()).to.deep.equal([['True Accepted'], ['True Accepted']]);
  });

  it('takes a GRPCRoute before an HTTPRoute of the same port', () => {
    const http = buildRoute('http', { parentRefs: [parent('echo', { port: 80 })], rules: [buildRule('/', 'v1')] });
    const grpc = { ...buildRoute('grpc', { parentRefs: [parent('echo', { port: 80 })] }), kind: 'GRPCRoute' };
    const { rules, accepted } = compute(http, grpc);
    expect(rules('mesh * ns/echo', 80)).to.deep.equal(['GRPCRoute ns/grpc']);
    expect(accepted()).to.deep.equal([['False Conflicted'], ['True Accepted']]);
  });

  it('reads no hostnames, and attaches to no Service without an address', () => {
    const { rules, accepted } = compute(
      ...service('headless', 'None'),
      buildRoute('named', {
        parentRefs: [parent('echo')],
        hostnames: ['a.example.com', 'b.example.com'],
        rules: [buildRule('/', 'v1')],
      }),
      buildRoute('headless', { parentRefs: [parent('headless'), parent('missing')], rules: [buildRule('/', 'v1')] }),
    );
    expect(rules('mesh * ns/echo', 80)).to.deep.equal(['HTTPRoute ns/named']);
    expect(accepted()).to.deep.equal([['True Accepted'], ['False UnsupportedValue']]);
  });
});
