import type { FieldMismatch } from '../../../harness/scenario/custom.ts';
import { custom } from '../../../harness/scenario/define.ts';
import type { KubeObject } from '../../../harness/scenario/kubernetes.ts';
import { plain, scenario } from '../kit.ts';
import { ingressClass } from './classes.ts';

const PATH = 'status.loadBalancer.ingress';

function addressesOf(object: KubeObject): unknown[] {
  const { loadBalancer } = (object.status ?? {}) as { loadBalancer?: { ingress?: unknown[] } };
  return loadBalancer?.ingress ?? [];
}

function lacksAddress(object: KubeObject): FieldMismatch[] {
  const given = (addressesOf(object) as { ip?: string; hostname?: string }[]).some(
    ({ ip, hostname }) => ip || hostname,
  );
  return given ? [] : [{ path: PATH, expected: 'an address', observed: 'none' }];
}

function hasAddress(object: KubeObject): FieldMismatch[] {
  const observed = JSON.stringify(addressesOf(object));
  return observed === '[]' ? [] : [{ path: PATH, expected: 'none', observed }];
}

export default scenario({
  id: 'IngressStatus',
  title: 'The status of an Ingress tells its address, of a foreign class none',
  requirements: ['ingress.status.address', 'ingress.class.foreign'],
  backends: { v1: {} },
  resources: (env) => [
    ingressClass(env, 'foreign', 'gwconf.dev/nobody'),
    plain(env, 'one', env.host('one')),
    plain(env, 'two', env.host('two')),
    plain(env, 'other', env.host('other'), 'v1', { className: env.name('foreign') }),
  ],
  steps: [
    custom({
      name: 'both Ingresses get an address',
      reason: 'an Ingress has no conditions that a status step could ask for',
      requirements: ['ingress.status.address'],
      async run({ expectObject }) {
        await expectObject('Ingress/one', lacksAddress);
        await expectObject('Ingress/two', lacksAddress);
      },
    }),
    custom({
      name: 'one of a foreign class gets none',
      reason: 'an Ingress has no conditions that a status step could ask for',
      requirements: ['ingress.class.foreign'],
      run: ({ expectObjectStays }) => expectObjectStays('Ingress/other', hasAddress),
    }),
  ],
});
