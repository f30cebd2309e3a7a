import { badRequest } from '../errors/status.ts';
import type { KubeObject } from '../types.ts';
import type { Matcher } from './labels.ts';

/** What of a kind its selectors go by. */
export interface SelectableKind {
  readonly custom: boolean;
  readonly rules: { readonly selectableFields: Readonly<Record<string, (object: KubeObject) => string>> };
}

/** Reads `metadata.name=x,spec.nodeName!=y`. https://kubernetes.io/docs/concepts/overview/working-with-objects/field-selectors/ */
export function parseFieldSelector(text: string, resource: SelectableKind): Matcher | undefined {
  if (text.trim() === '') return undefined;
  const terms = text
    .split(/(?<!\\),/)
    .filter(Boolean)
    .map((term) => parseTerm(term, text, resource));
  return (object) => terms.every((matches) => matches(object));
}

function parseTerm(term: string, whole: string, resource: SelectableKind): Matcher {
  const match = /^([^=!]+)(==|=|!=)(.*)$/.exec(term);
  if (!match) throw badRequest(`invalid selector: '${whole}'; can't understand '${term}'`);
  const [, field = '', operator, escaped = ''] = match;
  const value = escaped.replace(/\\([\\,=])/g, '$1');
  const read = findReader(field.trim(), resource);
  if (!read) throw unsupportedField(field.trim(), resource);
  return (object) => (read(object) === value) !== (operator === '!=');
}

function findReader(field: string, { rules }: SelectableKind): ((object: KubeObject) => string) | undefined {
  if (field === 'metadata.name') return ({ metadata }) => metadata.name;
  if (field === 'metadata.namespace') return ({ metadata }) => metadata.namespace ?? '';
  return Object.hasOwn(rules.selectableFields, field) ? rules.selectableFields[field] : undefined;
}

function unsupportedField(field: string, { rules, custom }: SelectableKind): Error {
  const hasOwn = custom || Object.keys(rules.selectableFields).length > 0;
  if (hasOwn) return badRequest(`field label not supported: ${field}`);
  const known = '"metadata.name", "metadata.namespace"';
  return badRequest(`${JSON.stringify(field)} is not a known field selector: only ${known}`);
}

/** Both selectors as one; undefined where everything matches. */
export function joinMatchers(...matchers: readonly (Matcher | undefined)[]): Matcher | undefined {
  const given = matchers.filter((matcher) => matcher !== undefined);
  return given.length === 0 ? undefined : (object) => given.every((matches) => matches(object));
}
