import { invalidField, requiredField, unsupportedValue } from '../../../../apimachinery/errors/field.ts';
import { getPath, getString, isEqual, isObject, listObjects } from '../../../../apimachinery/json.ts';
import { checkServiceName, checkSubdomain } from '../../../../apimachinery/schema/names.ts';
import type { FieldError, JsonObject, JsonSchema, KubeObject } from '../../../../apimachinery/types.ts';
import { APPROVAL, findApprovalFault, isProtectedGroup } from '../../resources/approval.ts';
import { checkNames } from './names.ts';
import { checkColumn, checkDeprecation, checkScale, checkSchema, checkSelectable, listColumns } from './versions.ts';

/** https://kubernetes.io/docs/reference/kubernetes-api/extend-resources/custom-resource-definition-v1/ */
export function validateDefinition(object: KubeObject, old: KubeObject | undefined): FieldError[] {
  const spec = isObject(object.spec) ? object.spec : {};
  const versions = listObjects(spec.versions);
  return [
    ...checkIdentity(object),
    ...checkGroup(spec),
    ...checkNames(spec.names),
    ...checkVersionList(spec),
    ...versions.flatMap((version, index) => checkVersion(version, `spec.versions[${index}]`)),
    ...checkShared(versions),
    ...checkStored(object.status, versions),
    ...checkConversion(spec),
    ...(old ? checkUpdate(object, old) : checkApproval(object)),
  ];
}

function checkIdentity({ metadata, spec }: KubeObject): FieldError[] {
  const expected = `${getString(spec, 'names', 'plural')}.${getString(spec, 'group')}`;
  if (metadata.name === expected) return [];
  return [invalidField('metadata.name', metadata.name, 'must be spec.names.plural+"."+spec.group')];
}

function checkGroup({ group, scope }: JsonObject): FieldError[] {
  const errors: FieldError[] = [];
  const wrong = group ? checkSubdomain(String(group)) : undefined;
  if (!group) errors.push(requiredField('spec.group'));
  else if (wrong) errors.push(invalidField('spec.group', group, wrong));
  else if (!String(group).includes('.')) {
    errors.push(invalidField('spec.group', group, 'should be a domain with at least one dot'));
  }
  const scopes = ['Cluster', 'Namespaced'];
  if (!scope) errors.push(requiredField('spec.scope'));
  else if (!scopes.includes(String(scope))) errors.push(unsupportedValue('spec.scope', scope, scopes));
  return errors;
}

function checkVersionList({ versions }: JsonObject): FieldError[] {
  const list = listObjects(versions);
  const errors: FieldError[] = [];
  const shown = Array.isArray(versions) ? list.map(describeVersion) : null;
  if (new Set(list.map(({ name }) => name)).size < list.length) {
    errors.push(invalidField('spec.versions', shown, 'must contain unique version names'));
  }
  if (list.filter(({ storage }) => storage === true).length !== 1) {
    errors.push(invalidField('spec.versions', shown, 'must have exactly one version marked as storage version'));
  }
  const first = list[0]?.name;
  const wrong = first ? checkServiceName(String(first)) : undefined;
  // The first version also stands where the only one once stood.
  return wrong ? [...errors, invalidField('spec.version', first, wrong)] : errors;
}

/** As a Go program prints it, which is what users of a real server read; of what is shared it shows nothing. */
function describeVersion({ name, served, storage, deprecated, deprecationWarning }: JsonObject): JsonObject {
  return {
    Name: name ?? '',
    Served: served === true,
    Storage: storage === true,
    Deprecated: deprecated === true,
    DeprecationWarning: deprecationWarning ?? null,
    Schema: null,
    Subresources: null,
    AdditionalPrinterColumns: null,
    SelectableFields: null,
  };
}

function checkVersion(version: JsonObject, path: string): FieldError[] {
  const wrong = checkServiceName(String(version.name ?? ''));
  const errors = wrong ? [invalidField(`${path}.name`, version.name ?? '', wrong)] : [];
  if (!isObject(getPath(version, 'schema', 'openAPIV3Schema'))) {
    errors.push(requiredField(`${path}.schema.openAPIV3Schema`));
  }
  return [...errors, ...checkDeprecation(version, path)];
}

/** What all versions have alike is told of once, by the place it had when there was one version only. */
function checkShared(versions: readonly JsonObject[]): FieldError[] {
  const check = (
    field: string,
    shared: string,
    judge: (version: JsonObject, path: string) => FieldError[],
  ): FieldError[] => {
    const [first, ...others] = versions;
    if (!first) return [];
    if (first[field] !== undefined && others.every((other) => isEqual(other[field], first[field]))) {
      return judge(first, `spec.${shared}`);
    }
    const own = shared === 'validation' ? 'schema' : field;
    return versions.flatMap((version, index) => judge(version, `spec.versions[${index}].${own}`));
  };
  const schemaOf = (version: JsonObject) => getPath(version, 'schema', 'openAPIV3Schema') as JsonSchema | undefined;
  return [
    ...check('schema', 'validation', (version, path) => {
      const schema = schemaOf(version);
      return isObject(schema) ? checkSchema(schema, `${path}.openAPIV3Schema`) : [];
    }),
    ...check('subresources', 'subresources', (version, path) => checkScale(version.subresources, path)),
    ...check('additionalPrinterColumns', 'additionalPrinterColumns', (version, path) =>
      listColumns(version).flatMap((column, index) => checkColumn(column, `${path}[${index}]`)),
    ),
    ...check('selectableFields', 'selectableFields', (version, path) =>
      checkSelectable(listObjects(version.selectableFields), schemaOf(version) ?? {}, path),
    ),
  ];
}

function checkStored(status: unknown, versions: readonly JsonObject[]): FieldError[] {
  const path = 'status.storedVersions';
  const found = getPath(status, 'storedVersions');
  const stored: unknown[] = Array.isArray(found) ? found : [];
  if (stored.length === 0) return [invalidField(path, null, 'must have at least one stored version')];
  const unstored = versions.filter(({ storage, name }) => storage === true && !stored.includes(name));
  return [
    ...unstored.map(({ name }) => invalidField(path, stored, `must have the storage version ${name}`)),
    ...stored.flatMap((name, index) => {
      if (versions.some((version) => version.name === name)) return [];
      const detail = `missing from spec.versions; ${name} was previously a storage version, and must remain in spec.versions until a storage migration ensures no data remains persisted in ${name} and removes ${name} from status.storedVersions`;
      return [invalidField(`${path}[${index}]`, name, detail)];
    }),
  ];
}

function checkConversion({ conversion }: JsonObject): FieldError[] {
  const strategy = getString(conversion, 'strategy');
  const path = 'spec.conversion';
  if (strategy === '') return [requiredField(`${path}.strategy`)];
  if (strategy === 'None') return [];
  if (strategy !== 'Webhook') return [unsupportedValue(`${path}.strategy`, strategy, ['None', 'Webhook'])];
  if (isObject(getPath(conversion, 'webhook', 'clientConfig'))) return [];
  return [requiredField(`${path}.webhookClientConfig`, 'required when strategy is set to Webhook')];
}

function checkApproval({ spec, metadata }: KubeObject): FieldError[] {
  const approval = metadata.annotations?.[APPROVAL] ?? '';
  const fault = isProtectedGroup(getString(spec, 'group')) ? findApprovalFault(approval) : undefined;
  if (!fault) return [];
  const path = `metadata.annotations[${APPROVAL}]`;
  return [approval === '' ? requiredField(path, fault) : invalidField(path, approval, fault)];
}

function checkUpdate(object: KubeObject, old: KubeObject): FieldError[] {
  return ['scope', 'names.kind', 'group', 'names.plural'].flatMap((field) => {
    const [now, was] = [object, old].map((one) => getPath(one.spec, ...field.split('.')));
    return isEqual(now, was) ? [] : [invalidField(`spec.${field}`, now, 'field is immutable')];
  });
}
