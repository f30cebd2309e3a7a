import type { JsonObject } from '../../../apimachinery/types.ts';
import { PATCH_TYPES } from '../requests/patch.ts';
import type { Resource } from '../resources/types.ts';
import type { Definitions } from './definitions.ts';
import { SPECIAL_NAMES } from './names.ts';

type Method = 'get' | 'post' | 'put' | 'patch' | 'delete';

interface Operation {
  method: Method;
  action: string;
  /** Definition of what is sent, and of what comes back. */
  body?: string;
  answer: string;
}

const PATH_PARAMETERS = ['name', 'namespace'];
const WRITE_PARAMETERS = ['dryRun', 'fieldManager', 'fieldValidation'];
const LIST_PARAMETERS = [
  ...['allowWatchBookmarks', 'continue', 'fieldSelector', 'labelSelector', 'limit', 'resourceVersion'],
  ...['resourceVersionMatch', 'sendInitialEvents', 'timeoutSeconds', 'watch'],
];
const DELETE_PARAMETERS = ['dryRun', 'gracePeriodSeconds', 'orphanDependents', 'propagationPolicy'];
const BOOLEANS = ['allowWatchBookmarks', 'sendInitialEvents', 'watch', 'force', 'orphanDependents'];
const INTEGERS = ['limit', 'timeoutSeconds', 'gracePeriodSeconds'];

const PARAMETERS: Readonly<Record<string, readonly string[]>> = {
  list: LIST_PARAMETERS,
  post: WRITE_PARAMETERS,
  put: WRITE_PARAMETERS,
  patch: [...WRITE_PARAMETERS, 'force'],
  delete: DELETE_PARAMETERS,
  deletecollection: [...DELETE_PARAMETERS, ...LIST_PARAMETERS.filter((name) => name !== 'watch')],
};

/** The paths of a resource and what can be done there. `definitions` takes in what they refer to. */
export function describePaths(resource: Resource, definitions: Definitions): Record<string, JsonObject> {
  const { group, version, plural, namespaced, hasStatus } = resource;
  const { kind, list } = definitions.add(resource);
  const root = group === '' ? `/api/${version}` : `/apis/${group}/${version}`;
  const collection = `${root}${namespaced ? '/namespaces/{namespace}' : ''}/${plural}`;
  const make = (path: string, operations: readonly Operation[]) => {
    const described = operations.map((one) => [one.method, describeOperation(one, resource, definitions)] as const);
    const parameters = PATH_PARAMETERS.filter((name) => path.includes(`{${name}}`)).map((name) =>
      describeParameter(name, 'path'),
    );
    return [path, { ...Object.fromEntries(described), ...(parameters.length > 0 && { parameters }) }] as const;
  };
  const one: Operation[] = [
    { method: 'get', action: 'get', answer: kind },
    { method: 'put', action: 'put', body: kind, answer: kind },
    { method: 'patch', action: 'patch', body: SPECIAL_NAMES.patch, answer: kind },
  ];
  const all: Operation = { method: 'get', action: 'list', answer: list };
  definitions.referToSpecial(SPECIAL_NAMES.patch);
  definitions.referTo('meta/v1.Status');
  definitions.referTo('meta/v1.DeleteOptions');
  return Object.fromEntries([
    make(collection, [
      all,
      { method: 'post', action: 'post', body: kind, answer: kind },
      { method: 'delete', action: 'deletecollection', body: SPECIAL_NAMES.deleteOptions, answer: SPECIAL_NAMES.status },
    ]),
    make(`${collection}/{name}`, [
      ...one,
      { method: 'delete', action: 'delete', body: SPECIAL_NAMES.deleteOptions, answer: SPECIAL_NAMES.status },
    ]),
    ...(hasStatus ? [make(`${collection}/{name}/status`, one)] : []),
    ...(namespaced ? [make(`${root}/${plural}`, [all])] : []),
  ]);
}

function describeOperation(
  { method, action, body, answer }: Operation,
  resource: Resource,
  definitions: Definitions,
): JsonObject {
  const { group, version, kind, custom, rules } = resource;
  const { json, merge, strategic, apply } = PATCH_TYPES;
  const patches = [apply, json, merge, ...(rules.patchShape ? [strategic] : [])];
  const types = method === 'patch' ? patches : ['application/json', 'application/yaml'];
  const parameters = (PARAMETERS[action] ?? []).map((name) => describeParameter(name, 'query'));
  const description = custom ? `${action} ${kind}` : undefined;
  return {
    ...(description && { description }),
    ...definitions.describeMessages({ body, answer, types, parameters }),
    'x-kubernetes-action': action,
    'x-kubernetes-group-version-kind': { group, version, kind },
  };
}

function describeParameter(name: string, place: 'path' | 'query'): JsonObject {
  const type = BOOLEANS.includes(name) ? 'boolean' : INTEGERS.includes(name) ? 'integer' : 'string';
  return { name, in: place, ...(place === 'path' && { required: true }), schema: { type, uniqueItems: true } };
}
