import { DecodeError } from '../../../apimachinery/errors/decode.ts';
import { getString } from '../../../apimachinery/json.ts';
import { decodeTyped, TypeMismatch } from '../../../apimachinery/models/decode.ts';
import { forgetEmpty } from '../../../apimachinery/models/empty.ts';
import { schemaOfKind } from '../../../apimachinery/models/schema.ts';
import {
  checkLabel,
  checkPathSegment,
  checkServiceName,
  checkSubdomain,
  type NameRule,
} from '../../../apimachinery/schema/names.ts';
import type { KubeObject } from '../../../apimachinery/types.ts';
import { patchShapeOfSchema, shapeOfSchema } from '../patch/shape.ts';
import { nameStorage } from '../resources/custom.ts';
import { formatGroupVersion, type Resource, type SpecRules } from '../resources/types.ts';
import { setBuiltinDefaults } from './defaults.ts';
import { shareEvents } from './events.ts';
import { countTemplate, keepServiceAddresses, keepStored, readPodGracePeriod } from './keep.ts';
import { prepareBuiltin } from './prepare.ts';
import { BUILTIN_KINDS, type BuiltinKind } from './table.ts';
import { validateBuiltin } from './validate.ts';

const NAME_RULES: Readonly<Record<string, NameRule>> = { Namespace: checkLabel, Service: checkServiceName };

const INVOLVED = ['kind', 'namespace', 'name', 'uid', 'apiVersion', 'resourceVersion', 'fieldPath'];

/** Paths that a field selector may name, by kind. */
const SELECTABLE: Readonly<Record<string, readonly string[]>> = {
  Pod: [
    'spec.nodeName',
    'spec.restartPolicy',
    'spec.schedulerName',
    'spec.serviceAccountName',
    'status.phase',
    'status.podIP',
  ],
  Namespace: ['status.phase'],
  Node: ['spec.unschedulable'],
  Secret: ['type'],
  Service: ['spec.clusterIP', 'spec.type'],
  ReplicaSet: ['status.replicas'],
  Job: ['status.successful'],
  Event: [...INVOLVED.map((field) => `involvedObject.${field}`), 'reason', 'reportingComponent', 'source', 'type'],
};

/** Kinds whose number of pods has a subresource of its own. */
const SCALED = ['Deployment', 'ReplicaSet', 'ReplicationController', 'StatefulSet'];
const SCALE_PATHS = {
  replicas: ['spec', 'replicas'],
  statusReplicas: ['status', 'replicas'],
  selector: ['spec', 'selector'],
};

export function makeBuiltinResources(): Resource[] {
  const resources = BUILTIN_KINDS.map(makeBuiltinResource);
  const coreEvents = resources.find(({ apiVersion, kind }) => apiVersion === 'v1' && kind === 'Event');
  return resources.map((one) => (coreEvents && one.group === 'events.k8s.io' ? shareEvents(one, coreEvents) : one));
}

export function makeBuiltinResource(kind: BuiltinKind): Resource {
  const apiVersion = formatGroupVersion(kind.group, kind.version);
  const identity = { apiVersion, kind: kind.kind };
  return {
    ...identity,
    group: kind.group,
    version: kind.version,
    plural: kind.plural,
    singular: kind.kind.toLowerCase(),
    listKind: `${kind.kind}List`,
    namespaced: !kind.cluster,
    shortNames: kind.short ?? [],
    categories: kind.categories ?? [],
    storageVersion: kind.version,
    storage: nameStorage(kind.group, kind.plural),
    hasStatus: kind.status === true,
    custom: false,
    ...(kind.warning && { warning: kind.warning }),
    ...(SCALED.includes(kind.kind) && { scale: SCALE_PATHS }),
    rules: makeRules(kind),
    decode: (object) => ({ ...object, ...identity }),
    encode: (object) => object,
  };
}

function makeRules(kind: BuiltinKind): SpecRules {
  const schema = schemaOfKind(formatGroupVersion(kind.group, kind.version), kind.kind);
  const fields = SELECTABLE[kind.kind] ?? [];
  return {
    schema,
    zero: decodeTyped({}, schema).value,
    setDefaults: setBuiltinDefaults,
    settle: (object) => forgetEmpty(object, schema),
    prepareNew: prepareBuiltin,
    ...(kind.kind === 'Service' && { keepAllocated: keepServiceAddresses }),
    ...(kind.kind === 'DaemonSet' && { keepAllocated: countTemplate }),
    ...(kind.kind === 'CustomResourceDefinition' && {
      keepAllocated: (object: KubeObject) => void Object.assign(object, { status: keepStored(object) }),
    }),
    ...(kind.kind === 'Pod' && { readGracePeriod: readPodGracePeriod }),
    read: (body, resource) => {
      try {
        return decodeTyped(body, schema);
      } catch (error) {
        throw error instanceof TypeMismatch
          ? new DecodeError(resource, error.message, resource, error.converted)
          : error;
      }
    },
    validate: validateBuiltin,
    validateName: kind.freeNames ? checkPathSegment : (NAME_RULES[kind.kind] ?? checkSubdomain),
    shape: shapeOfSchema(schema),
    patchShape: patchShapeOfSchema(schema),
    generation: kind.generation,
    selectableFields: Object.fromEntries(
      fields.map((path) => [path, (object: KubeObject) => getString(object, ...path.split('.'))]),
    ),
    returnsDeleted: kind.returnsDeleted === true,
  };
}
