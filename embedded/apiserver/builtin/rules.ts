import { checkLabel } from '../schema/names.ts';
import type { FieldRule } from './checks.ts';

const PROTOCOLS = ['SCTP', 'TCP', 'UDP'];
const PORT = [1, 65535] as const;
const BASE64 = /^([A-Za-z0-9+/]{4})*([A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;

function checkLabelName(value: unknown): string | undefined {
  return checkLabel(String(value));
}

function containerRules(path: string): FieldRule[] {
  return [
    { path: `${path}[].name`, required: true, type: 'string', check: checkLabelName },
    { path: `${path}[].image`, required: true, type: 'string' },
    { path: `${path}[].ports`, type: 'array' },
    { path: `${path}[].ports[].containerPort`, required: true, type: 'integer', range: PORT },
    { path: `${path}[].ports[].protocol`, values: PROTOCOLS },
    { path: `${path}[].env[].name`, required: true, type: 'string' },
    { path: `${path}[].env[].value`, type: 'string' },
    { path: `${path}[].volumeMounts[].name`, required: true },
    { path: `${path}[].volumeMounts[].mountPath`, required: true },
    { path: `${path}[].imagePullPolicy`, values: ['Always', 'IfNotPresent', 'Never'] },
  ];
}

function podRules(spec: string): FieldRule[] {
  return [
    { path: `${spec}.containers`, required: true, type: 'array' },
    ...containerRules(`${spec}.containers`),
    ...containerRules(`${spec}.initContainers`),
    { path: `${spec}.restartPolicy`, values: ['Always', 'OnFailure', 'Never'] },
    { path: `${spec}.volumes[].name`, required: true, type: 'string' },
  ];
}

function workloadRules(): FieldRule[] {
  return [
    { path: 'spec', required: true, type: 'object' },
    {
      path: 'spec.replicas',
      type: 'integer',
      check: (value) => (Number(value) < 0 ? 'must be greater than or equal to 0' : undefined),
    },
    { path: 'spec.selector', required: true, type: 'object', immutable: true },
    { path: 'spec.template', required: true, type: 'object' },
    { path: 'spec.template.spec', required: true, type: 'object' },
    ...podRules('spec.template.spec'),
  ];
}

const BINDING_RULES: FieldRule[] = [
  { path: 'roleRef', required: true, type: 'object', immutable: true },
  { path: 'roleRef.kind', required: true, values: ['ClusterRole', 'Role'] },
  { path: 'roleRef.name', required: true },
  { path: 'subjects', type: 'array' },
  { path: 'subjects[].kind', required: true, values: ['ServiceAccount', 'User', 'Group'] },
  { path: 'subjects[].name', required: true },
];

const DATA_RULES: FieldRule[] = [
  { path: 'data', type: 'object' },
  { path: 'immutable', type: 'boolean' },
];

const SERVICE_TYPES = ['ClusterIP', 'ExternalName', 'LoadBalancer', 'NodePort'];

/** The basic validations of built-in kinds: what a client most often gets wrong, not everything. */
export const BUILTIN_RULES: Readonly<Record<string, readonly FieldRule[]>> = {
  Pod: [{ path: 'spec', required: true, type: 'object' }, ...podRules('spec')],
  Deployment: workloadRules(),
  ReplicaSet: workloadRules(),
  DaemonSet: workloadRules(),
  StatefulSet: workloadRules(),
  Job: [{ path: 'spec.template', required: true, type: 'object' }, ...podRules('spec.template.spec')],
  Service: [
    { path: 'spec', required: true, type: 'object' },
    { path: 'spec.type', type: 'string', values: SERVICE_TYPES },
    { path: 'spec.sessionAffinity', values: ['ClientIP', 'None'] },
    { path: 'spec.selector', type: 'object' },
    { path: 'spec.ports', type: 'array' },
    { path: 'spec.ports[].port', required: true, type: 'integer', range: PORT },
    { path: 'spec.ports[].protocol', values: PROTOCOLS },
    { path: 'spec.ports[].name', type: 'string' },
  ],
  Secret: [
    ...DATA_RULES,
    { path: 'type', type: 'string', immutable: true },
    { path: 'data', check: (value) => findBadBase64(value) },
  ],
  ConfigMap: DATA_RULES,
  Endpoints: [{ path: 'subsets[].ports[].port', required: true, type: 'integer', range: PORT }],
  EndpointSlice: [
    { path: 'addressType', required: true, values: ['FQDN', 'IPv4', 'IPv6'], immutable: true },
    { path: 'endpoints', type: 'array' },
    { path: 'endpoints[].addresses', required: true, type: 'array' },
    { path: 'ports[].port', type: 'integer', range: PORT },
    { path: 'ports[].protocol', values: PROTOCOLS },
  ],
  Lease: [{ path: 'spec.leaseDurationSeconds', type: 'integer' }],
  RoleBinding: BINDING_RULES,
  ClusterRoleBinding: BINDING_RULES,
  Role: [
    { path: 'rules', type: 'array' },
    { path: 'rules[].verbs', required: 'verbs must contain at least one value' },
  ],
  ClusterRole: [
    { path: 'rules', type: 'array' },
    { path: 'rules[].verbs', required: 'verbs must contain at least one value' },
  ],
  CustomResourceDefinition: [
    { path: 'spec', required: true, type: 'object' },
    { path: 'spec.group', required: true, type: 'string', immutable: true },
    { path: 'spec.scope', required: true, values: ['Cluster', 'Namespaced'], immutable: true },
    { path: 'spec.names', required: true, type: 'object' },
    { path: 'spec.names.plural', required: true, type: 'string', immutable: true },
    { path: 'spec.names.kind', required: true, type: 'string', immutable: true },
    { path: 'spec.names.shortNames', type: 'array' },
    { path: 'spec.names.categories', type: 'array' },
    { path: 'spec.versions', required: true, type: 'array' },
    { path: 'spec.versions[].name', required: true, type: 'string', check: checkLabelName },
    { path: 'spec.versions[].served', required: true, type: 'boolean' },
    { path: 'spec.versions[].storage', required: true, type: 'boolean' },
    { path: 'spec.versions[].schema', required: 'schemas are required', type: 'object' },
    { path: 'spec.versions[].schema.openAPIV3Schema', required: true, type: 'object' },
  ],
};

function findBadBase64(data: unknown): string | undefined {
  const broken = Object.entries(data as object).find(([, value]) => !BASE64.test(String(value)));
  return broken ? `${broken[0]} is not base64` : undefined;
}
