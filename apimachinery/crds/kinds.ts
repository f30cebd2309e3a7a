import type { PrinterColumn } from './types.ts';

/**
 * Names, scopes, versions and printed columns of the Gateway API's kinds, v1.7.0 standard channel. Source: the table of
 * https://gateway-api.sigs.k8s.io/concepts/versioning/ and the API reference.
 */
export interface KindFacts {
  kind: string;
  plural: string;
  shortNames?: readonly string[];
  cluster?: true;
  labels?: Readonly<Record<string, string>>;
  /** Newest first. `schemaOf`: the schema package knows the kind under this version only. */
  versions: readonly { name: string; storage?: true; served?: false; schemaOf?: string }[];
  withoutStatus?: true;
  columns?: readonly PrinterColumn[];
}

const age: PrinterColumn = { name: 'Age', type: 'date', jsonPath: '.metadata.creationTimestamp' };
const hostnames: PrinterColumn = { name: 'Hostnames', type: 'string', jsonPath: '.spec.hostnames' };

function conditionColumn(type: string): PrinterColumn {
  return { name: type, type: 'string', jsonPath: `.status.conditions[?(@.type=="${type}")].status` };
}

export const kinds: readonly KindFacts[] = [
  {
    kind: 'BackendTLSPolicy',
    plural: 'backendtlspolicies',
    shortNames: ['btlspolicy'],
    labels: { 'gateway.networking.k8s.io/policy': 'Direct' },
    versions: [
      { name: 'v1', storage: true },
      { name: 'v1alpha3', served: false },
    ],
    columns: [age],
  },
  {
    kind: 'GatewayClass',
    plural: 'gatewayclasses',
    shortNames: ['gc'],
    cluster: true,
    versions: [{ name: 'v1', storage: true }, { name: 'v1beta1' }],
    columns: [
      { name: 'Controller', type: 'string', jsonPath: '.spec.controllerName' },
      conditionColumn('Accepted'),
      age,
      { name: 'Description', type: 'string', jsonPath: '.spec.description', priority: 1 },
    ],
  },
  {
    kind: 'Gateway',
    plural: 'gateways',
    shortNames: ['gtw'],
    versions: [{ name: 'v1', storage: true }, { name: 'v1beta1' }],
    columns: [
      { name: 'Class', type: 'string', jsonPath: '.spec.gatewayClassName' },
      { name: 'Address', type: 'string', jsonPath: '.status.addresses[*].value' },
      conditionColumn('Programmed'),
      age,
    ],
  },
  { kind: 'GRPCRoute', plural: 'grpcroutes', versions: [{ name: 'v1', storage: true }], columns: [hostnames, age] },
  {
    kind: 'HTTPRoute',
    plural: 'httproutes',
    versions: [{ name: 'v1', storage: true }, { name: 'v1beta1' }],
    columns: [hostnames, age],
  },
  {
    kind: 'ListenerSet',
    plural: 'listenersets',
    shortNames: ['lset'],
    versions: [{ name: 'v1', storage: true }],
    columns: [conditionColumn('Accepted'), conditionColumn('Programmed'), age],
  },
  {
    kind: 'ReferenceGrant',
    plural: 'referencegrants',
    shortNames: ['refgrant'],
    withoutStatus: true,
    versions: [{ name: 'v1' }, { name: 'v1beta1', storage: true }],
    columns: [age],
  },
  {
    kind: 'TCPRoute',
    plural: 'tcproutes',
    versions: [
      { name: 'v1', storage: true, schemaOf: 'v1alpha2' },
      { name: 'v1alpha2', served: false },
    ],
    columns: [age],
  },
  {
    kind: 'TLSRoute',
    plural: 'tlsroutes',
    versions: [
      { name: 'v1', storage: true },
      { name: 'v1alpha2', served: false },
      { name: 'v1alpha3', served: false },
    ],
    columns: [age],
  },
  {
    kind: 'UDPRoute',
    plural: 'udproutes',
    versions: [
      { name: 'v1', storage: true, schemaOf: 'v1alpha2' },
      { name: 'v1alpha2', served: false },
    ],
    columns: [age],
  },
];
