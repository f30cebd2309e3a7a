import { expect } from 'chai';
import { HarnessError } from '../../harness/scenario/errors.ts';
import { fakeEnv } from '../fake-env.test.ts';
import {
  answers,
  arrives,
  attached,
  backendRef,
  endpointSlices,
  exactPath,
  type FeatureName,
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
