import { DecodeError } from '../../../apimachinery/errors/decode.ts';
import { cloneJson, getPath, getString } from '../../../apimachinery/json.ts';
import { TypeMismatch } from '../../../apimachinery/models/decode.ts';
import { schemaOfModel } from '../../../apimachinery/models/schema.ts';
import { checkSubdomain } from '../../../apimachinery/schema/names.ts';
import { pruneUnknown } from '../../../apimachinery/schema/prune.ts';
import type {
  CustomResourceDefinition,
  CustomResourceVersion,
  JsonSchema,
  KubeObject,
  ObjectValidator,
  ValidatorSource,
} from '../../../apimachinery/types.ts';
import { makeCustomKind, schemaOfVersion } from '../../../apimachinery/validate/custom-kind.ts';
import { shapeOfKind } from '../patch/shape.ts';
import { makeCustomPrinter } from '../tables/custom.ts';
import type { Resource, ScalePaths, SpecRules } from './types.ts';

export function nameStorage(group: string, plural: string): string {
  return group === '' ? plural : `${plural}.${group}`;
}

/** The resources that a CRD serves, one a version, by falling priority. */
export function makeCustomResources(crd: CustomResourceDefinition, sources: readonly ValidatorSource[]): Resource[] {
  const served = crd.spec.versions.filter((version) => version.served);
  return served.sort((a, b) => compareVersions(a.name, b.name)).map((version) => makeResource(crd, version, sources));
}

function makeResource(
  crd: CustomResourceDefinition,
  version: CustomResourceVersion,
  sources: readonly ValidatorSource[],
): Resource {
  const { group, names, scope } = crd.spec;
  const schema = schemaOfVersion(version);
  const apiVersion = `${group}/${version.name}`;
  const stored = crd.spec.versions.find((one) => one.storage) ?? version;
  const storageVersion = stored.name;
  const isStorage = storageVersion === version.name;
  return {
    group,
    version: version.name,
    apiVersion,
    plural: names.plural,
    singular: names.singular ?? names.kind.toLowerCase(),
    kind: names.kind,
    listKind: names.listKind ?? `${names.kind}List`,
    namespaced: scope === 'Namespaced',
    shortNames: names.shortNames ?? [],
    categories: names.categories ?? [],
    storageVersion,
    storage: nameStorage(group, names.plural),
    hasStatus: version.subresources?.status !== undefined,
    custom: true,
    printer: makeCustomPrinter(version),
    ...readScale(version),
    ...(version.deprecated && { warning: version.deprecationWarning ?? describeDeprecation(crd, version.name) }),
    rules: makeRules(crd, version, { schema, stored: schemaOfVersion(stored) }, sources),
    decode: (object) => ({ ...object, apiVersion: `${group}/${storageVersion}`, kind: names.kind }),
    encode: (object) => {
      if (isStorage) return object;
      const copy = { ...cloneJson(object), apiVersion };
      pruneUnknown(copy, schema);
      return copy;
    },
  };
}

/** Names the version to go to, where there is a better one. */
function describeDeprecation({ spec }: CustomResourceDefinition, name: string): string {
  const { group, names, versions } = spec;
  const better = versions
    .filter((one) => one.served && !one.deprecated && compareVersions(one.name, name) < 0)
    .sort((a, b) => compareVersions(a.name, b.name))[0];
  const advice = better ? `; use ${group}/${better.name} ${names.kind}` : '';
  return `${group}/${name} ${names.kind} is deprecated${advice}`;
}

function makeRules(
  crd: CustomResourceDefinition,
  version: CustomResourceVersion,
  { schema, stored }: { schema: JsonSchema; stored: JsonSchema },
  sources: readonly ValidatorSource[],
): SpecRules {
  let others: ObjectValidator[] | undefined;
  const kind = makeCustomKind(crd, version);
  return {
    schema: addObjectFields(schema),
    zero: {},
    setDefaults: kind.setDefaults,
    // What the version has and the stored one has not is not kept.
    ...(stored !== schema && { settle: (object: KubeObject) => void pruneUnknown(object, stored) }),
    read: (body, resource) => {
      try {
        return kind.read(body);
      } catch (error) {
        throw error instanceof TypeMismatch ? new DecodeError(resource, error.message) : error;
      }
    },
    validate: (object, old, context) => {
      others ??= [kind.validateRules, ...sources.flatMap((source) => source(crd, version.name) ?? [])];
      const found = kind.validateSchema(object, old, context.subresource);
      const known = { ...context, errors: [...context.errors, ...found] };
      return [...found, ...others.flatMap((validate) => validate(object, old, known))];
    },
    validateName: checkSubdomain,
    shape: shapeOfKind(schema),
    generation: 'all',
    selectableFields: Object.fromEntries(
      (version.selectableFields ?? []).map(({ jsonPath }) => {
        const path = jsonPath.replace(/^\./, '');
        return [path, (object: KubeObject) => String(getPath(object, ...path.split('.')) ?? '')];
      }),
    ),
    returnsDeleted: false,
  };
}

function readScale({ subresources }: CustomResourceVersion): { scale?: ScalePaths } {
  const { scale } = subresources ?? {};
  if (!scale) return {};
  const read = (field: string) => getString(scale, field).split('.').filter(Boolean);
  const selector = read('labelSelectorPath');
  const paths = { replicas: read('specReplicasPath'), statusReplicas: read('statusReplicasPath') };
  return { scale: { ...paths, ...(selector.length > 0 && { selector }) } };
}

/** The schema of a CRD says nothing of the fields that every object has. */
function addObjectFields(schema: JsonSchema): JsonSchema {
  const text = { type: 'string' };
  const common = { apiVersion: text, kind: text, metadata: schemaOfModel('meta/v1.ObjectMeta') };
  return { ...schema, properties: { ...schema.properties, ...common } };
}

/** Stable before beta before alpha, greater before smaller; other names last, by alphabet. */
export function compareVersions(a: string, b: string): number {
  const [left, right] = [rankVersion(a), rankVersion(b)];
  for (let index = 0; index < left.length; index++) {
    const difference = (right[index] ?? 0) - (left[index] ?? 0);
    if (difference !== 0) return difference;
  }
  return a < b ? -1 : a > b ? 1 : 0;
}

function rankVersion(version: string): number[] {
  const match = /^v(\d+)(?:(alpha|beta)(\d+))?$/.exec(version);
  if (!match) return [0, 0, 0];
  const stability = match[2] === 'alpha' ? 1 : match[2] === 'beta' ? 2 : 3;
  return [stability, Number(match[1]), Number(match[3] ?? 0)];
}
