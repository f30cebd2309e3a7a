import { ATOMIC, listMapOf, METADATA_SHAPE, mapOf, SET, type Shape, UNTYPED } from '../patch/shape.ts';

const NAMED = listMapOf(['name']);
const CONDITIONS = listMapOf(['type']);

/** Ports of a container: one without a protocol is a TCP port. */
const CONTAINER = mapOf({
  ports: listMapOf(['containerPort', 'protocol'], UNTYPED, { protocol: 'TCP' }),
  env: NAMED,
  volumeMounts: listMapOf(['mountPath']),
  volumeDevices: listMapOf(['devicePath']),
});

const POD_SPEC = mapOf({
  containers: listMapOf(['name'], CONTAINER),
  initContainers: listMapOf(['name'], CONTAINER),
  ephemeralContainers: listMapOf(['name'], CONTAINER),
  volumes: NAMED,
  imagePullSecrets: NAMED,
  hostAliases: listMapOf(['ip']),
  topologySpreadConstraints: listMapOf(['topologyKey', 'whenUnsatisfiable']),
  nodeSelector: ATOMIC,
});

const TEMPLATE = mapOf({ metadata: METADATA_SHAPE, spec: POD_SPEC });
const WORKLOAD = mapOf({ selector: ATOMIC, template: TEMPLATE });
const STATUS = mapOf({ conditions: CONDITIONS });

const SERVICE_SPEC = mapOf({
  ports: listMapOf(['port', 'protocol'], UNTYPED, { protocol: 'TCP' }),
  selector: ATOMIC,
});

/** How built-in kinds merge where it is not field by field and list by list. */
const SHAPES: Readonly<Record<string, Readonly<Record<string, Shape>>>> = {
  Pod: { spec: POD_SPEC, status: mapOf({ conditions: CONDITIONS, podIPs: listMapOf(['ip']) }) },
  Deployment: { spec: WORKLOAD, status: STATUS },
  ReplicaSet: { spec: WORKLOAD, status: STATUS },
  DaemonSet: { spec: WORKLOAD, status: STATUS },
  StatefulSet: { spec: WORKLOAD, status: STATUS },
  Job: { spec: WORKLOAD, status: STATUS },
  Service: { spec: SERVICE_SPEC, status: STATUS },
  Namespace: { status: STATUS },
  Node: { spec: mapOf({ podCIDRs: SET }), status: mapOf({ conditions: CONDITIONS, addresses: listMapOf(['type']) }) },
  EndpointSlice: { endpoints: ATOMIC, ports: ATOMIC },
  ServiceAccount: { secrets: NAMED, imagePullSecrets: ATOMIC },
  ClusterRole: { aggregationRule: ATOMIC },
  MutatingWebhookConfiguration: { webhooks: NAMED },
  ValidatingWebhookConfiguration: { webhooks: NAMED },
  CustomResourceDefinition: { spec: mapOf({ versions: ATOMIC }), status: STATUS },
};

export function shapeOfBuiltin(kind: string): Shape {
  return mapOf({ ...SHAPES[kind], metadata: METADATA_SHAPE });
}
