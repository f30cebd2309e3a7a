import type { FieldMismatch } from '../../../harness/scenario/custom.ts';
import { custom, status } from '../../../harness/scenario/define.ts';
import type { ScenarioEnv } from '../../../harness/scenario/env.ts';
import type { KubeObject } from '../../../harness/scenario/kubernetes.ts';
import { beyond, GATEWAY_GROUP, GATEWAY_SERVES, gateway, httpListener, rejected, scenario } from '../../kit/index.ts';

/** A Gateway for HTTP whose specification says this besides. */
function asking(env: ScenarioEnv, further: object): KubeObject {
  const base = gateway(env, 'asking', { listeners: [httpListener('http', { hostname: env.hostname })] });
  return { ...base, spec: { ...(base.spec as object), ...further } };
}

const emptyAddress = scenario({
  id: 'GatewayOptionalAddressValue',
  title: 'A Gateway that asks for an address without saying which is given one',
  requirements: ['gateway.addresses.empty-value'],
  features: ['Gateway', 'GatewayAddressEmpty'],
  since: 'v1.3',
  backends: {},
  gateways: [],
  resources: (env) => [
    gateway(env, 'plain', { listeners: [httpListener('http', { hostname: env.host('plain') })] }),
    asking(env, { addresses: [{ type: 'IPAddress' }] }),
  ],
  // The official suite takes all addresses out of the Gateway before it makes it, so that its test asks for one that has none.
  steps: [
    status('Gateway/plain', { conditions: GATEWAY_SERVES }),
    ...beyond(status('Gateway/asking', { conditions: GATEWAY_SERVES })),
  ],
});

const invalidParameters = scenario({
  id: 'GatewayInvalidParametersRef',
  title: 'A Gateway whose parameters are of an unknown kind is not accepted',
  requirements: ['gateway.infrastructure.invalid-parameters'],
  features: ['Gateway', 'GatewayInfrastructure'],
  since: 'v1.6',
  backends: {},
  gateways: [],
  resources: (env) => [
    asking(env, {
      infrastructure: {
        parametersRef: { group: 'unknown.example.com', kind: 'Parameters', name: env.name('parameters') },
      },
    }),
  ],
  steps: [status('Gateway/asking', { conditions: rejected('InvalidParameters') })],
});

const LABELS = { 'example.net/team': 'gardeners', colour: 'green' };
const ANNOTATIONS = { 'example.net/contact': 'gardeners@example.net' };
/** Kinds of what is made for a Gateway where it is made in the cluster. */
const MADE = ['ServiceAccount', 'Pod', 'Service'];

/** What an object lacks of the labels and annotations. */
function findLacking({ kind, metadata }: KubeObject): FieldMismatch[] {
  const compare = (field: 'labels' | 'annotations', wanted: Readonly<Record<string, string>>) =>
    Object.entries(wanted).flatMap(([name, expected]): FieldMismatch[] => {
      const observed = metadata[field]?.[name];
      const path = `${kind} ${metadata.name}: metadata.${field}[${name}]`;
      return observed === expected ? [] : [{ path, expected, observed: observed ?? 'nothing' }];
    });
  return [...compare('labels', LABELS), ...compare('annotations', ANNOTATIONS)];
}

/** Of each kind that is there the first, or all. */
function findLacks(objects: readonly KubeObject[], of: 'each kind' | 'all'): FieldMismatch[] {
  if (objects.length === 0) return [{ path: 'objects', expected: 'at least one', observed: 'none' }];
  if (of === 'all') return objects.flatMap(findLacking);
  return MADE.flatMap((kind) => {
    const lacks = objects.filter((object) => object.kind === kind).map(findLacking);
    return lacks.find((lacking) => lacking.length === 0) ?? lacks[0] ?? [];
  });
}

const metadata = scenario({
  id: 'GatewayInfrastructureMetadata',
  title: 'What is made for a Gateway has the labels and annotations that its infrastructure names, and its name',
  requirements: ['gateway.infrastructure.labels', 'gateway.infrastructure.annotations'],
  features: ['Gateway', 'GatewayInfrastructure'],
  since: 'v1.6',
  backends: {},
  gateways: [],
  resources: (env) => [asking(env, { infrastructure: { labels: LABELS, annotations: ANNOTATIONS } })],
  steps: (env) => {
    const search = {
      kinds: MADE,
      labels: { [`${GATEWAY_GROUP}/gateway-name`]: env.name('asking') },
    };
    return [
      status('Gateway/asking', { conditions: { Accepted: 'True' } }),
      custom({
        name: 'a ServiceAccount, Pod or Service of the Gateway has them',
        reason: 'what is made for a Gateway is found by its labels',
        run: (context) => context.expectObjects(search, (objects) => findLacks(objects, 'each kind')),
      }),
      {
        ...custom({
          name: 'all ServiceAccounts, Pods and Services of the Gateway have them',
          reason: 'what is made for a Gateway is found by its labels',
          run: (context) => context.expectObjects(search, (objects) => findLacks(objects, 'all')),
        }),
        level: 'spec',
      },
    ];
  },
});

export default [emptyAddress, invalidParameters, metadata];
