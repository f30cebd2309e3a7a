import { cloneJson, getString } from '../json.ts';
import { nameStorage } from '../resources/custom.ts';
import { formatGroupVersion, type Resource, type SpecRules } from '../resources/types.ts';
import { checkLabel, checkPathSegment, checkServiceName, checkSubdomain, type NameRule } from '../schema/names.ts';
import type { KubeObject } from '../types.ts';
import { setBuiltinDefaults } from './defaults.ts';
import { shapeOfBuiltin } from './shapes.ts';
import { BUILTIN_KINDS, type BuiltinKind } from './table.ts';
import { refuseWrongTypes, validateBuiltin } from './validate.ts';

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

export function makeBuiltinResources(): Resource[] {
  return BUILTIN_KINDS.map(makeResource);
}

function makeResource(kind: BuiltinKind): Resource {
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
    storage: nameStorage(kind.group, kind.plural),
    hasStatus: kind.status === true,
    custom: false,
    rules: makeRules(kind),
    decode: (object) => ({ ...cloneJson(object), ...identity }),
    encode: (object) => object,
  };
}

function makeRules(kind: BuiltinKind): SpecRules {
  const fields = SELECTABLE[kind.kind] ?? [];
  return {
    setDefaults: (object) => {
      dropNulls(object);
      refuseWrongTypes(object);
      setBuiltinDefaults(object);
    },
    prune: () => [],
    validate: validateBuiltin,
    validateName: kind.freeNames ? checkPathSegment : (NAME_RULES[kind.kind] ?? checkSubdomain),
    shape: shapeOfBuiltin(kind.kind),
    strategicMerge: true,
    generation: kind.generation,
    selectableFields: Object.fromEntries(
      fields.map((path) => [path, (object: KubeObject) => getString(object, ...path.split('.'))]),
    ),
    returnsDeleted: kind.returnsDeleted === true,
  };
}

/** A typed server reads null as missing. CRDs are left alone: null may be meant in their schemas. */
function dropNulls(object: KubeObject): void {
  if (object.kind === 'CustomResourceDefinition') return;
  visit(object);
}

function visit(value: unknown): void {
  if (Array.isArray(value)) for (const item of value) visit(item);
  else if (typeof value === 'object' && value !== null) {
    const fields = value as Record<string, unknown>;
    for (const [name, field] of Object.entries(fields)) {
      if (field === null) delete fields[name];
      else visit(field);
    }
  }
}
