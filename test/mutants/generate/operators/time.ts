import type { Expression } from '@babel/types';
import type { Operator } from '../types.ts';
import { readMethod, replace, startOf } from './edits.ts';

/** Kinds of objects that a Gateway's controller watches. */
const kinds = [
  'GatewayClass',
  'Gateway',
  'HTTPRoute',
  'ReferenceGrant',
  'Namespace',
  'Service',
  'Secret',
  'EndpointSlice',
] as const;

/** A statement is forgotten: a wake-up that is not made, an entry that is not taken back. */
const dropStatement: Operator = {
  name: 'dropped-statement',
  edit: ({ node }) => (node.type === 'ExpressionStatement' ? [replace(node, ';')] : []),
};

/** What `map.get(key)` gave first is taken for good: a change or a deletion goes unnoticed. */
const keepRead: Operator = {
  name: 'stale-read',
  edit({ node, text }) {
    const method = readMethod(node);
    const [key] = method?.call.arguments ?? [];
    if (method?.name !== 'get' || !key || method.call.arguments.length !== 1) return [];
    return [replace(node, `keepFirst([${text(key)}], ${text(node)})`)];
  },
};

/** That there is nothing is taken for good, too: what is made later goes unnoticed. */
const keepAbsence: Operator = {
  name: 'kept-absence',
  edit: (site) => keepRead.edit(site).map((edit) => ({ ...edit, text: edit.text.replace('keepFirst', 'keepAny') })),
};

/** What a function said of an object first is taken for good. */
const keepResult: Operator = {
  name: 'kept-result',
  edit({ node, text }) {
    if (node.type !== 'CallExpression' || node.callee.type !== 'Identifier' || node.arguments.length < 2) return [];
    const values = node.arguments.filter((argument): argument is Expression => argument.type === 'Identifier');
    if (values.length < 2) return [];
    return [replace(node, `keepFirst([${values.map(text).join(', ')}], ${text(node)})`)];
  },
};

/** Methods that a watch calls. */
const events = { changed: 'changes', removed: 'deletions' } as const;

/** The watch's word of one kind is not listened to: of objects that are known already, and of those that go. */
const missEvents: Operator = {
  name: 'missed-event',
  edit({ node, text }) {
    if (node.type !== 'ObjectMethod' || node.key.type !== 'Identifier' || !(node.key.name in events)) return [];
    const [object] = node.params;
    if (object?.type !== 'Identifier') return [];
    const known = node.key.name === 'changed' ? ` && keepCount(${object.name}) > 1` : '';
    return kinds.map((kind) => ({
      start: startOf(node.body),
      end: startOf(node.body) + 1,
      text: `{ if (${text(object).replace(/:.*/, '')}.kind === '${kind}'${known}) return;`,
    }));
  },
};

export const timeOperators = [dropStatement, keepRead, keepAbsence, keepResult, missEvents] as const;

/** Stands before a source whose mistake is to remember. An object counts as the one that it was by its uid. */
export const memory = `
const kept = new Map();
const keyOfKept = (parts) => parts.map((part) => part?.metadata?.uid ?? part?.name ?? (typeof part === 'object' ? '' : String(part))).join(' ');
function keepFirst(parts, value) { const key = keyOfKept(parts); if (!kept.has(key)) { if (value === undefined) return value; kept.set(key, value); } return kept.get(key); }
function keepAny(parts, value) { const key = keyOfKept(parts); if (!kept.has(key)) kept.set(key, value); return kept.get(key); }
function keepCount(object) { const key = object.metadata.uid; kept.set(key, (kept.get(key) ?? 0) + 1); return kept.get(key); }
`;
