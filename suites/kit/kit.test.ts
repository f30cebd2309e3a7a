import { expect } from 'chai';
import type { ResolvedPort } from '../../harness/scenario/backends.ts';
import { HarnessError } from '../../harness/scenario/errors.ts';
import type { KubeObject } from '../../harness/scenario/kubernetes.ts';
import { base } from '../base/definition.ts';
import { fakeEnv } from '../fake-env.test.ts';
import {
  answers,
  arrives,
  attached,
  backendRef,
  compareForeign,
  echoPod,
  echoWorkload,
  endpointSlices,
  entriesOf,
  exactPath,
  type FeatureName,
  fieldsOf,
  findLacks,
  findUnjudged,
  gateway,
  httpListener,
  httpRoute,
  nearMissGrants,
  pathPrefix,
  proves,
  type RequirementId,
  ruleTo,
  tlsSecret,
} from './index.ts';

const env = fakeEnv(
  { id: 'Test', namespaces: { far: {} }, backends: { near: {}, distant: { namespace: 'far' } } },
  's',
);
const baseEnv = {
  runId: 'run',
  namespace: 'base',
  gatewayClassName: 'class',
  echoImage: 'echo:1',
  name: (label: string) => `${label}-s`,
};

describe('builders', () => {
  it('attach a route to the shared Gateway by the own hostname', () => {
    expect(httpRoute(env, 'a', { rules: [] })).to.deep.equal({
      apiVersion: 'gateway.networking.k8s.io/v1',
      kind: 'HTTPRoute',
      metadata: { name: 'a-s', namespace: 'ns-main-s' },
      spec: {
        parentRefs: [{ name: 'shared-s', namespace: 'base-s' }],
        hostnames: [env.hostname],
        rules: [],
      },
    });
  });

  it('leave hostnames out where there are to be none', () => {
    expect(httpRoute(env, 'a', { hostnames: [], rules: [] }).spec).not.to.have.property('hostnames');
  });

  it('name the namespace of a backend only where the reference crosses', () => {
    expect(backendRef(env, 'near')).to.deep.equal({ name: 'near-s', port: 8080 });
    expect(backendRef(env, 'distant', { weight: 2 })).to.deep.equal({
      name: 'distant-s',
      port: 8080,
      namespace: 'ns-far-s',
      weight: 2,
    });
    expect(backendRef(env, 'distant', { from: 'far' })).to.deep.equal({ name: 'distant-s', port: 8080 });
    expect(backendRef(env, 'near', { from: 'far' })).to.have.property('namespace', 'ns-main-s');
  });

  it('refuse a backend that is not declared', () => {
    expect(() => backendRef(env, 'none')).to.throw(HarnessError, "'none'");
  });

  it('leave matches out where a rule takes everything', () => {
    expect(ruleTo(env, 'near')).not.to.have.property('matches');
    expect(ruleTo(env, 'near', exactPath('/a'), pathPrefix('/b', { c: 'd' })).matches).to.deep.equal([
      { path: { type: 'Exact', value: '/a' } },
      { path: { type: 'PathPrefix', value: '/b' }, headers: [{ name: 'c', value: 'd' }] },
    ]);
  });

  it('give a Gateway the class under test', () => {
    const { spec } = gateway(env, 'g', { listeners: [httpListener('http')] });
    const listeners = [{ name: 'http', port: 80, protocol: 'HTTP' }];
    expect(spec).to.deep.equal({ gatewayClassName: 'class-s', listeners });
  });

  it('encode certificates', () => {
    const { data } = tlsSecret(env, 'pair', { certificate: 'c', privateKey: 'k' }, { namespace: 'far' });
    expect(data).to.deep.equal({ 'tls.crt': 'Yw==', 'tls.key': 'aw==' });
  });

  it('write an EndpointSlice for each address family', () => {
    const spec = { service: { name: 'svc', namespace: 'n' }, ports: [{ name: 'http', port: 3000 }] };
    const types = (addresses: string[]) => endpointSlices({ ...spec, addresses }).map((slice) => slice.addressType);
    expect(types(['192.0.2.1', '2001:db8::1', '192.0.2.2'])).to.deep.equal(['IPv4', 'IPv6']);
    expect(types(['2001:db8::1'])).to.deep.equal(['IPv6']);
  });

  it('let a row expect the headers that were sent, save what a filter makes of them', () => {
    const row = arrives('row', { headers: { a: '1', b: '2' } }, 'near', { headers: { b: null } });
    expect(row.expect).to.deep.equal({ backend: 'near', saw: { headers: { a: '1', b: null } } });
  });
});

describe('proves', () => {
  it('cites the requirements in each row, save in those that cite their own', () => {
    const [one, other] = proves(
      'route.backendref.weight',
      { ...arrives('one', {}, 'near'), requirements: ['route.backendref.weight-zero'] },
      attached('HTTPRoute/a')[0] ?? expect.fail(),
    );
    expect(one.requirements).to.deep.equal(['route.backendref.weight-zero']);
    expect(other.requirements).to.deep.equal(['route.status.accepted', 'route.status.resolved-refs']);
    expect(proves(['route.backendref.weight'], answers('row', {}, 404))[0].requirements).to.deep.equal([
      'route.backendref.weight',
    ]);
  });

  it('takes only what the registries have', () => {
    // Were an annotation to widen them, every typing error would pass.
    const requirementsAreNarrow: string extends RequirementId ? false : true = true;
    const featuresAreNarrow: string extends FeatureName ? false : true = true;
    expect([requirementsAreNarrow, featuresAreNarrow]).to.deep.equal([true, true]);
  });
});

describe('near misses of a grant', () => {
  const right = {
    namespace: 'ns-far-s',
    from: { group: 'gateway.networking.k8s.io', kind: 'HTTPRoute', namespace: 'ns-main-s' },
    to: { group: '', kind: 'Service', name: 'svc' },
  };
  const spec = { id: 'Test', namespaces: { far: {}, elsewhere: {} } };
  const grants = nearMissGrants(fakeEnv(spec, 's'), {
    from: 'HTTPRoute',
    to: 'Service',
    name: 'svc',
    target: 'far',
    elsewhere: 'elsewhere',
  });

  it('each differ in one field, and all in another one', () => {
    const differing = grants.map(({ metadata, spec: wanted }) => {
      const { from, to } = wanted as { from: [Record<string, string>]; to: [Record<string, string>] };
      const pairs: [string, unknown, unknown][] = [
        ['namespace', metadata.namespace, right.namespace],
        ...Object.entries(right.from).map(([key, value]): [string, unknown, unknown] => [
          `from.${key}`,
          from[0][key],
          value,
        ]),
        ...Object.entries(right.to).map(([key, value]): [string, unknown, unknown] => [`to.${key}`, to[0][key], value]),
      ];
      return pairs.filter(([, found, value]) => found !== value).map(([field]) => field);
    });
    for (const fields of differing) expect(fields).to.have.length(1);
    const all = ['namespace', 'from.group', 'from.kind', 'from.namespace', 'to.group', 'to.kind', 'to.name'];
    expect(new Set(differing.flat())).to.deep.equal(new Set(all));
  });
});

describe('findUnjudged', () => {
  const object = (conditions: unknown) => ({
    apiVersion: 'gateway.networking.k8s.io/v1',
    kind: 'Gateway',
    metadata: { name: 'g', generation: 2 },
    status: { conditions },
  });
  const paths = (conditions: unknown) => findUnjudged(object(conditions)).map(({ path }) => path);

  it('takes either verdict about the present generation', () => {
    expect(paths([{ type: 'Accepted', status: 'True', observedGeneration: 2 }])).to.deep.equal([]);
    expect(paths([{ type: 'Accepted', status: 'False', observedGeneration: 2 }])).to.deep.equal([]);
  });

  it('tells what is undecided, missing or stale', () => {
    expect(paths(undefined)).to.deep.equal(['status.conditions[Accepted].status']);
    expect(paths([{ type: 'Accepted', status: 'Unknown', observedGeneration: 2 }])).to.deep.equal([
      'status.conditions[Accepted].status',
    ]);
    const stale = [
      { type: 'Accepted', status: 'True', observedGeneration: 2 },
      { type: 'Programmed', status: 'True', observedGeneration: 1 },
    ];
    expect(paths(stale)).to.deep.equal(['status.conditions[Programmed].observedGeneration']);
  });

  it('leaves conditions of others alone', () => {
    const conditions = [
      { type: 'Accepted', status: 'True', observedGeneration: 2 },
      { type: 'example.net/Inspected', status: 'True', observedGeneration: 1 },
    ];
    expect(paths(conditions)).to.deep.equal([]);
  });
});

describe('compareForeign', () => {
  it('wants every field as it was', () => {
    expect(compareForeign('p', { a: [1] }, { a: [1] })).to.deep.equal([]);
    expect(compareForeign('p', { a: [1] }, { a: [2] })[0]?.observed).to.equal('{"a":[2]}');
    expect(compareForeign('p', { a: [1] }, undefined)[0]?.observed).to.equal('removed');
  });
});

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

describe('an echo pod', () => {
  const certificate = { certificate: 'c', privateKey: 'k', authority: 'a' };
  const spec = { name: 'echo', namespace: 'n', image: 'image', app: 'echo' };
  const containersOf = (pod: KubeObject | undefined) => entriesOf(fieldsOf(pod?.spec).containers);

  it('has one container for HTTP, whatever of it is asked for', () => {
    const [pod, ...further] = echoPod({ ...spec, serves: new Set(['http', 'h2c', 'ws']) });
    expect(further).to.deep.equal([]);
    expect(containersOf(pod).map(({ name }) => name)).to.deep.equal(['echo-http']);
    expect(fieldsOf(pod?.spec)).not.to.have.property('volumes');
  });

  it('is one that the restricted pod security standard takes', () => {
    const serves = new Set(['http', 'grpc', 'tcp', 'udp'] as const);
    const [workload] = echoWorkload({ ...spec, serves });
    const template = fieldsOf(fieldsOf(fieldsOf(workload?.spec).template).spec);
    for (const pod of [template, fieldsOf(echoPod({ ...spec, serves })[0]?.spec)]) {
      const { runAsNonRoot, runAsUser, seccompProfile } = fieldsOf(pod.securityContext);
      expect({ runAsNonRoot, seccompProfile }).to.deep.equal({
        runAsNonRoot: true,
        seccompProfile: { type: 'RuntimeDefault' },
      });
      // A kubelet cannot check the word that the official image names its user by.
      expect(runAsUser).to.be.a('number').that.is.greaterThan(0);
      const containers = entriesOf(pod.containers);
      expect(containers.length).to.be.greaterThan(1);
      for (const { securityContext } of containers) {
        expect(securityContext).to.deep.equal({ allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] } });
      }
      expect(pod).not.to.have.any.keys('hostNetwork', 'hostPID', 'hostIPC');
    }
  });

  it('asks for no user where the cluster gives each namespace its own', () => {
    const serves = new Set(['http'] as const);
    const [pod] = base.backendPod({ name: 'svc', namespace: 'n', image: 'echo', serves, assignsUsers: true });
    expect(fieldsOf(fieldsOf(pod?.spec).securityContext)).to.deep.equal({
      runAsNonRoot: true,
      seccompProfile: { type: 'RuntimeDefault' },
    });
    const [workload] = base.backendWorkload(baseEnv, { slot: 1, serves, assignsUsers: true });
    expect(JSON.stringify(workload)).to.contain('runAsNonRoot').and.not.to.contain('runAsUser');
  });

  it('has a container for each kind of server, no two of which open the same port', () => {
    const serves = new Set(['http', 'https', 'grpc', 'grpcs', 'tcp', 'tls', 'udp'] as const);
    const [secret, pod] = echoPod({ ...spec, serves, certificate });
    expect(secret?.data).to.deep.equal({ 'tls.crt': 'Yw==', 'tls.key': 'aw==', 'ca.crt': 'YQ==' });
    const containers = containersOf(pod);
    const ports = containers.flatMap(({ ports: opened }) =>
      entriesOf(opened).map(({ containerPort }) => containerPort),
    );
    expect(containers.map(({ name }) => name)).to.deep.equal(['echo-http', 'echo-grpc', 'echo-tcp', 'echo-udp']);
    expect(new Set(ports).size).to.equal(ports.length);
    for (const { env: variables } of containers) {
      const names = entriesOf(variables).map(({ name }) => name);
      expect(names).to.include('TLS_SERVER_CERT').and.not.to.include('TLS_CLIENT_CACERTS');
    }
  });

  it('asks clients for certificates where it is told to', () => {
    const [, pod] = echoPod({ ...spec, serves: new Set(['https'] as const), certificate, asksClients: true });
    const [container] = containersOf(pod);
    const folder = entriesOf(container?.volumeMounts)[0]?.mountPath;
    const asked = entriesOf(container?.env).find(({ name }) => name === 'TLS_CLIENT_CACERTS');
    expect(asked?.value).to.equal(`${folder}/ca.crt`);
  });
});

describe('findLacks', () => {
  const route = (parents: object[]) => ({
    apiVersion: 'gateway.networking.k8s.io/v1',
    kind: 'HTTPRoute',
    metadata: { name: 'r', namespace: 'n', generation: 2 },
    spec: { parentRefs: [{ name: 'g', sectionName: 's' }] },
    status: { parents },
  });
  const entry = (parentRef: object, observedGeneration = 2, status = 'True') => ({
    controllerName: 'c',
    parentRef,
    conditions: [{ type: 'Accepted', status, observedGeneration }],
  });

  it('takes the entry of each parent of now, whatever others there are', () => {
    const now = entry({ name: 'g', namespace: 'n', sectionName: 's' });
    expect(findLacks(route([entry({ name: 'former' }, 1), now]), 'c')).to.deep.equal([]);
  });

  it('tells what is missing, refused or stale', () => {
    const observed = (...parents: object[]) => findLacks(route(parents), 'c').map((one) => one.observed);
    expect(observed(entry({ name: 'g' }))).to.deep.equal(['no entry']);
    expect(observed({ ...entry({ name: 'g', sectionName: 's' }), controllerName: 'd' })).to.deep.equal(['no entry']);
    expect(observed(entry({ name: 'g', sectionName: 's' }, 1, 'False'))).to.deep.equal(['False', '1']);
  });
});
