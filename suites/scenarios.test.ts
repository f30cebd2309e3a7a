import { expect } from 'chai';
import { declaredBackends } from '../harness/scenario/resolve-backends.ts';
import { catalogue } from './index.ts';
import { identify, instantiate, resolve, rowsOf } from './instantiate.test.ts';

/** Ports that an implementation may be expected to open: the official suite's. */
const PORTS = [80, 443, 8080];
/** Kinds of step that can fail an implementation. */
const ASSERTING = new Set(['status', 'http', 'distribution', 'absent', 'custom']);
/** Names are drawn from at most so much of a label. */
const LONGEST_LABEL = 34;
const CLUSTER_SCOPED = ['GatewayClass'];

for (const definition of catalogue.scenarios) {
  describe(`scenario ${definition.id}`, () => {
    it('makes objects with all that identifies them, in its own namespaces', async () => {
      const { env, objects } = await instantiate(definition);
      const namespaces = ['main', ...Object.keys(definition.namespaces ?? {})].map((label) => env.ns(label));
      for (const object of objects) {
        expect(object.apiVersion, identify(object)).to.match(/^([a-z0-9.]+\/)?v1$/);
        expect(object.kind).to.match(/^[A-Z]/);
        expect(object.metadata.name).to.match(/^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/);
        if (CLUSTER_SCOPED.includes(object.kind)) expect(object.metadata.namespace).to.equal(undefined);
        else expect(namespaces, identify(object)).to.include(object.metadata.namespace);
      }
    });

    it('makes each object once', async () => {
      const keys = (await instantiate(definition)).objects.map(identify);
      expect(new Set(keys).size).to.equal(keys.length);
    });

    it('writes no name literally', async () => {
      const [one, two] = await Promise.all([instantiate(definition, 'a'), instantiate(definition, 'b')]);
      const names = new Set(one.objects.map(({ metadata }) => metadata.name));
      expect(two.objects.map(({ metadata }) => metadata.name).filter((name) => names.has(name))).to.deep.equal([]);
    });

    it('keeps logical names short enough not to be cut', async () => {
      const names = (await instantiate(definition)).objects.map(({ metadata }) => metadata.name);
      const labels = names.filter((name) => name.endsWith('-a')).map((name) => name.slice(0, -'-a'.length));
      for (const label of labels) expect(label).to.have.length.at.most(LONGEST_LABEL);
    });

    it('uses only hostnames of its own', async () => {
      const { env, objects, steps } = await instantiate(definition);
      const strings = [
        ...objects.flatMap(({ spec }) => [...findAll(spec, 'hostnames'), ...findAll(spec, 'hostname')]),
        ...rowsOf(steps).flatMap(({ send, expect: wanted }) => [
          send.host,
          send.sni,
          'redirect' in wanted ? wanted.redirect.host : undefined,
        ]),
        ...env.certified,
      ];
      for (const host of strings) {
        if (host === undefined) continue;
        expect(String(host).toLowerCase().replace(/:\d+$/, '')).to.match(
          new RegExp(`(^|\\.)${env.domain.replaceAll('.', '\\.')}$`),
        );
      }
    });

    it('asks only for the usual ports', async () => {
      const { resources, steps } = await instantiate(definition);
      const gateways = resources.filter(({ kind }) => kind === 'Gateway');
      const ports = [
        ...gateways.flatMap(({ spec }) => findAll(spec, 'port')),
        ...steps.flatMap((step) => (step.kind === 'http' && step.target.port ? [step.target.port] : [])),
      ];
      for (const port of ports) expect(PORTS).to.include(port);
    });

    it('refers to objects and backends that there are', async () => {
      const { env, objects, refs, labels } = await instantiate(definition);
      const there = [...objects.map(identify), resolve(env, 'Gateway/shared')];
      for (const ref of refs) expect(there, ref).to.include(resolve(env, ref));
      for (const label of labels) expect(() => env.backend(label)).not.to.throw();
    });

    it('uses every backend that it declares', async () => {
      const { env, objects, labels } = await instantiate(definition);
      const text = JSON.stringify(objects);
      for (const label of Object.keys(declaredBackends(definition))) {
        const { name } = env.backend(label);
        expect(labels.includes(label) || text.includes(`"${name}"`), label).to.equal(true);
      }
    });

    it('asserts something, under names that tell the rows of a step apart', async () => {
      const { steps } = await instantiate(definition);
      expect(steps.some(({ kind }) => ASSERTING.has(kind))).to.equal(true);
      for (const step of steps) {
        if (step.kind !== 'http') continue;
        const names = step.rows.map(({ name }) => name);
        expect(new Set(names).size, names.join()).to.equal(names.length);
      }
    });
  });
}

/** Every value of a field of that name, however deep; lists give their elements. */
function findAll(value: unknown, field: string): unknown[] {
  if (Array.isArray(value)) return value.flatMap((element) => findAll(element, field));
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => (key === field ? [inner].flat() : findAll(inner, field)));
}
