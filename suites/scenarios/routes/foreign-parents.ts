import type { FieldMismatch } from '../../../harness/scenario/custom.ts';
import { custom } from '../../../harness/scenario/define.ts';
import type { KubeObject } from '../../../harness/scenario/kubernetes.ts';
import {
  attached,
  backendRef,
  entriesOf,
  fieldsOf,
  type KindRow,
  type ParentRef,
  scenario,
  variants,
} from '../../kit/index.ts';

const FOREIGN_GROUP = 'gateways.example.net';

/** What has the name of a Gateway and is none. */
const STRANGE = {
  'of-group': { group: FOREIGN_GROUP, kind: 'Gateway' },
  'of-kind': { kind: 'Door' },
} as const satisfies Record<string, Partial<ParentRef>>;
const LABELS = ['of-group', 'of-kind'] as const;

function findEntries(controllerName: string) {
  return (object: KubeObject): FieldMismatch[] =>
    entriesOf(fieldsOf(object.status).parents)
      .filter((entry) => entry.controllerName === controllerName)
      .filter(({ conditions }) =>
        entriesOf(conditions).some(({ type, status }) => type === 'Accepted' && status === 'True'),
      )
      .map(({ parentRef }) => ({
        path: `status.parents[${String(fieldsOf(parentRef).name)}].conditions[Accepted].status`,
        expected: 'not True: the parent is no Gateway of the Gateway API',
        observed: 'True',
      }));
}

export default variants(['HTTPRoute', 'GRPCRoute', 'TLSRoute', 'TCPRoute', 'UDPRoute'], (kit) =>
  scenario({
    id: `Spec${kit.kind}ForeignParents`,
    title: `A ${kit.kind} whose parent only has the name of a Gateway, and another group or kind, is not served there`,
    requirements: ['route.parentref.each-separately'],
    features: kit.features,
    since: 'v1.6',
    level: 'spec',
    gateways: kit.gateways,
    backends: kit.backends({ v1: {}, v2: {} }),
    resources: (env) => [
      ...kit.front(env),
      ...LABELS.map((label) =>
        kit.route(env, label, {
          parents: [{ ...kit.parent(env), ...STRANGE[label] }],
          hostnames: [env.host(label)],
          backendRefs: [backendRef(env, 'v2')],
        }),
      ),
      kit.route(env, 'lawful', { backendRefs: [backendRef(env, 'v1')] }),
    ],
    steps: (env) => {
      const served: KindRow = { name: 'the route of the Gateway', expect: { backend: 'v1' } };
      const strangers = LABELS.map(
        (label): KindRow => ({ name: `${label}: not served`, host: env.host(label), expect: 'no-route' }),
      );
      return [
        ...attached(`${kit.kind}/lawful`),
        kit.traffic(kit.hasHostnames ? [served, ...strangers] : [served]),
        ...LABELS.map((label) =>
          custom({
            name: `${label}: nobody accepts the route`,
            reason: 'that nothing is written is asked of no other step',
            run: ({ expectObjectStays }) => expectObjectStays(`${kit.kind}/${label}`, findEntries(env.controllerName)),
          }),
        ),
      ];
    },
  }),
);
