import type { Attributes } from '../../../../apimachinery/access/attributes.ts';
import { checkPathSegment } from '../../../../apimachinery/schema/names.ts';
import { readFlag } from '../../requests/options.ts';
import type { Location } from '../../server/paths.ts';

const VERBS: Readonly<Record<string, string>> = {
  POST: 'create',
  GET: 'get',
  HEAD: 'get',
  PUT: 'update',
  PATCH: 'patch',
  DELETE: 'delete',
};

/** @param location what the path names; undefined where it is none of a resource */
export function describeRequest(
  method: string,
  path: string,
  location: Location | undefined,
  query: URLSearchParams,
): Attributes {
  if (!location) return { isResource: false, verb: method.toLowerCase(), path };
  const { group, plural, subresource, namespace, name } = location;
  const common = { isResource: true, group, plural, subresource, namespace } as const;
  const verb = VERBS[method] ?? '';
  if (name === '' && verb === 'delete') return { ...common, verb: 'deletecollection', name };
  if (name !== '' || verb !== 'get') return { ...common, verb, name };
  return { ...common, verb: readFlag(query, 'watch') ? 'watch' : 'list', name: readSelectedName(query) };
}

/** The one object that a field selector leaves, so that a rule for its name allows to list and to watch it. */
function readSelectedName(query: URLSearchParams): string {
  const selector = query.get('fieldSelector') ?? '';
  if (selector.includes('\\')) return '';
  const names = selector.split(',').map((term) => /^metadata\.name==?([^=!]+)$/.exec(term)?.[1]);
  const name = names.find((found) => found !== undefined);
  return name === undefined || checkPathSegment(name) ? '' : name;
}
