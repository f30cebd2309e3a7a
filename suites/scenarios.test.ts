import { expect } from 'chai';
import { catalogue } from './index.ts';
import { identify, instantiate } from './instantiate.test.ts';

/** Ports that an implementation may be expected to open: the official suite's. */
const PORTS = [
  80, 443, 6443, 7443, 8080, 8090, 8443, 8883, 9300, 9301, 9302, 9310, 9311, 9312, 9313, 9320, 9321, 5300, 5301, 5302,
  5310, 5311, 5312,
];

/** What Kubernetes has in no released version: whoever needs it says so. */
const UNRELEASED: readonly string[] = ['certificates.k8s.io/v1beta1'];

// What is true of scenarios from everywhere is in checkCatalogue.
for (const definition of catalogue.scenarios) {
  describe(`scenario ${definition.id}`, () => {
    it('makes objects of released versions', async () => {
      for (const object of (await instantiate(definition)).objects) {
        if (definition.needs?.includes('trustBundles') && UNRELEASED.includes(object.apiVersion)) continue;
        expect(object.apiVersion, identify(object)).to.match(/^([a-z0-9.]+\/)?v1$/);
      }
    });

    it('asks only for the usual ports', async () => {
      const { resources, steps } = await instantiate(definition);
      const gateways = resources.filter(({ kind }) => kind === 'Gateway' || kind === 'ListenerSet');
      const ports = [
        ...gateways.flatMap(({ spec }) => findAll(spec, 'port')),
        // Pods of the suite's own have ports of its own.
        ...steps.flatMap((step) =>
          'target' in step && !('from' in step.target) && step.target.port !== undefined ? [step.target.port] : [],
        ),
      ];
      for (const port of ports) expect(PORTS).to.include(port);
    });
  });
}

/** Every value of a field of that name, however deep; lists give their elements. */
function findAll(value: unknown, field: string): unknown[] {
  if (Array.isArray(value)) return value.flatMap((element) => findAll(element, field));
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => (key === field ? [inner].flat() : findAll(inner, field)));
}
