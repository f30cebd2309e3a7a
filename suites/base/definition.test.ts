import { expect } from 'chai';
import type { ResolvedPort } from '../../harness/scenario/backends.ts';
import type { KubeObject } from '../../harness/scenario/kubernetes.ts';
import { baseEnv } from '../fake-env.test.ts';
import { fieldsOf } from '../kit/index.ts';
import { base } from './definition.ts';

describe('the base resources', () => {
  it('open the shared Gateway to all namespaces under the names that handles give', () => {
    const { http, tls } = base.sharedGateways;
    const allowedRoutes = { namespaces: { from: 'All' } };
    const listenersOf = ({ spec }: KubeObject) => fieldsOf(spec).listeners;
    expect(listenersOf(http.gateway(baseEnv))).to.deep.equal([
      { name: 'http', port: 80, protocol: 'HTTP', allowedRoutes },
    ]);
    expect(http.listeners).to.deep.equal({ http: 'http' });
    expect(listenersOf(tls.gateway(baseEnv))).to.deep.equal([
      { name: 'tls', port: 443, protocol: 'TLS', tls: { mode: 'Passthrough' }, allowedRoutes },
    ]);
    expect(tls.gateway(baseEnv).metadata.name).not.to.equal(http.gateway(baseEnv).metadata.name);
  });

  it('tell the pods of a slot by the label that they have', () => {
    const [deployment] = base.backendWorkload(baseEnv, { slot: 2, serves: new Set(['http']) });
    const labels = fieldsOf(fieldsOf(fieldsOf(fieldsOf(deployment?.spec).template).metadata).labels);
    expect(labels.app).to.be.a('string').that.equals(base.backendApp(baseEnv, 2));
    expect(base.backendApp(baseEnv, 1)).not.to.equal(base.backendApp(baseEnv, 2));
  });

  const ports: ResolvedPort[] = [
    { serves: 'http', name: 'http', port: 8080, appProtocol: '', targetPort: 'number' },
    { serves: 'udp', name: 'games', port: 53, appProtocol: '', targetPort: 'name' },
  ];
  const named = { name: 'svc', namespace: 'n', ports };

  it('make a Service that selects a pod of its own by its name', () => {
    const [pod] = base.backendPod({ name: 'svc', namespace: 'n', image: 'echo', serves: new Set(['http']) });
    const { spec } = base.backendService({ ...named, headless: false, app: 'svc' });
    expect(fieldsOf(spec).selector).to.deep.equal(pod?.metadata.labels);
    expect(fieldsOf(spec).ports).to.deep.equal([
      { name: 'http', port: 8080, targetPort: 3000, protocol: 'TCP' },
      { name: 'games', port: 53, targetPort: 'echo-udp', protocol: 'UDP' },
    ]);
  });

  it('lead a Service without selector to the given pods', () => {
    const { spec } = base.backendService({ ...named, headless: true });
    expect(spec).to.include({ clusterIP: 'None' }).and.not.to.have.property('selector');
    const [slice] = base.backendEndpoints({ ...named, addresses: ['192.0.2.1'] });
    expect(slice?.metadata.labels).to.include({ 'kubernetes.io/service-name': 'svc' });
    expect(slice?.ports).to.deep.equal([
      { name: 'http', port: 3000, protocol: 'TCP' },
      { name: 'games', port: 3030, protocol: 'UDP' },
    ]);
  });
});
