import { expect } from 'chai';
import { kinds } from '../../kinds/index.ts';
import { keyFor } from '../../kube/key.ts';
import { httpControl } from '../../protocols/http/control.ts';
import type { ResolvedHttpRequest } from '../../protocols/http/types.ts';
import type { KubeObject } from '../../scenario/kubernetes.ts';
import { type ControlRoute, composeControlRoute, type Place } from './compose.ts';
import { readListeners } from './listener.ts';

const key = keyFor(kinds.Gateway, 'gw', 'home');
const places: Place[] = [
  { namespace: 'main', labels: { team: 'red' } },
  { namespace: 'home', labels: {} },
];

function gateway(listeners: Record<string, unknown>[], status?: unknown): KubeObject {
  const spec = { listeners: listeners.map((listener) => ({ port: 80, protocol: 'HTTP', ...listener })) };
  return {
    apiVersion: 'gateway.networking.k8s.io/v1',
    kind: 'Gateway',
    metadata: { name: 'gw', namespace: 'home' },
    spec,
    status,
  };
}

/** Composes for the listener of this name. */
function compose(object: KubeObject, name: string): (ControlRoute & { request: ResolvedHttpRequest }) | undefined {
  const listeners = readListeners(object);
  const listener = listeners.find((one) => one.name === name);
  if (!listener) throw new Error(`no listener ${name}`);
  const control = composeControlRoute(httpControl, listener, {
    parent: key,
    listeners,
    places,
    domain: 'mine.example.com',
    word: 'fresh',
    findService: (namespace) => ({ name: `echo-of-${namespace}`, objects: [] }),
    backendPort: 8080,
  });
  return control && { ...control, request: control.request as ResolvedHttpRequest };
}

const ALL = { namespaces: { from: 'All' } };
const hostOf = (object: KubeObject, name: string): string | undefined => compose(object, name)?.request.host;

describe('composeControlRoute', () => {
  it('attaches an exact path on a fresh hostname to the listener', () => {
    const control = compose(gateway([{ name: 'a', allowedRoutes: ALL }]), 'a');
    expect(control?.route).to.deep.equal({
      apiVersion: 'gateway.networking.k8s.io/v1',
      kind: 'HTTPRoute',
      metadata: { name: 'fresh', namespace: 'main' },
      spec: {
        parentRefs: [{ namespace: 'home', name: 'gw', sectionName: 'a' }],
        hostnames: ['fresh.mine.example.com'],
        rules: [
          {
            matches: [{ path: { type: 'Exact', value: '/fresh' } }],
            backendRefs: [{ name: 'echo-of-main', port: 8080 }],
          },
        ],
      },
    });
    expect(control?.request).to.include({ scheme: 'http', host: 'fresh.mine.example.com', path: '/fresh', sni: '' });
  });

  it('fits the hostname of the listener', () => {
    expect(hostOf(gateway([{ name: 'a', hostname: '*.wild.example' }]), 'a')).to.equal('fresh.wild.example');
    expect(hostOf(gateway([{ name: 'a', hostname: 'exact.example' }]), 'a')).to.equal('exact.example');
  });

  it('takes no hostname that belongs to a more specific listener', () => {
    const wild = { name: 'wild', hostname: '*.mine.example.com' };
    expect(hostOf(gateway([{ name: 'a' }, wild]), 'a')).to.equal('fresh.gwconf-control.example.net');
    const longer = { name: 'longer', hostname: '*.fresh.mine.example.com' };
    expect(hostOf(gateway([wild, longer]), 'wild')).to.equal('fresh.mine.example.com');
    expect(hostOf(gateway([{ name: 'a' }, { ...wild, port: 81 }]), 'a')).to.equal('fresh.mine.example.com');
  });

  it('stands in a namespace that the listener takes routes from', () => {
    const from = (allowedRoutes?: unknown): string | undefined =>
      compose(gateway([{ name: 'a', allowedRoutes }]), 'a')?.route.metadata.namespace;
    expect(from()).to.equal('home');
    expect(from(ALL)).to.equal('main');
    expect(from({ namespaces: { from: 'Selector', selector: { matchLabels: { team: 'red' } } } })).to.equal('main');
    expect(from({ namespaces: { from: 'Selector', selector: { matchLabels: { team: 'blue' } } } })).to.equal(undefined);
    const matchExpressions = [{ key: 'team', operator: 'Exists' }];
    expect(from({ namespaces: { from: 'Selector', selector: { matchLabels: {}, matchExpressions } } })).to.equal(
      undefined,
    );
  });

  it('goes over TLS with the server name where the listener does', () => {
    const control = compose(gateway([{ name: 'a', port: 443, protocol: 'HTTPS', hostname: 'x.example' }]), 'a');
    expect(control?.entry).to.deep.equal({ transport: 'tcp', tls: true, port: 443 });
    expect(control?.request.sni).to.equal('x.example');
  });

  it('gives none where the listener takes no HTTPRoute', () => {
    expect(compose(gateway([{ name: 'a', protocol: 'TLS' }]), 'a')).to.equal(undefined);
    expect(compose(gateway([{ name: 'a', allowedRoutes: { kinds: [{ kind: 'TLSRoute' }] } }]), 'a')).to.equal(
      undefined,
    );
  });
});

describe('readListeners', () => {
  it('tells those that serve clients with a certificate alone', () => {
    const asks = (frontend: object, protocol = 'HTTPS') => {
      const object = gateway([{ name: 'a', port: 443, protocol }]);
      return readListeners({ ...object, spec: { ...(object.spec as object), tls: { frontend } } })[0]?.asksClients;
    };
    const validation = { caCertificateRefs: [] };
    const insecure = { ...validation, mode: 'AllowInsecureFallback' };
    expect(readListeners(gateway([{ name: 'a', port: 443, protocol: 'HTTPS' }]))[0]?.asksClients).to.equal(false);
    expect(asks({ default: { validation } })).to.equal(true);
    expect(asks({ default: { validation } }, 'HTTP')).to.equal(false);
    expect(asks({ default: { validation: insecure } })).to.equal(false);
    expect(asks({ default: { validation }, perPort: [{ port: 443, tls: { validation: insecure } }] })).to.equal(false);
    expect(asks({ default: {}, perPort: [{ port: 443, tls: { validation } }] })).to.equal(true);
    expect(asks({ default: { validation }, perPort: [{ port: 8443, tls: {} }] })).to.equal(true);
  });

  const health = (conditions: unknown[], own: unknown[] = []): boolean | undefined =>
    readListeners(gateway([{ name: 'a' }], { conditions: own, listeners: [{ name: 'a', conditions }] }))[0]?.healthy;

  it('takes a listener for healthy until its status says otherwise', () => {
    expect(readListeners(gateway([{ name: 'a' }]))[0]?.healthy).to.equal(true);
    expect(health([{ type: 'Programmed', status: 'Unknown' }])).to.equal(true);
    for (const type of ['Accepted', 'Programmed', 'ResolvedRefs'])
      expect(health([{ type, status: 'False' }])).to.equal(false);
    expect(health([{ type: 'Conflicted', status: 'True' }])).to.equal(false);
    expect(health([{ type: 'Conflicted', status: 'False' }])).to.equal(true);
    expect(health([], [{ type: 'Accepted', status: 'False' }])).to.equal(false);
  });
});
