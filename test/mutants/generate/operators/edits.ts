import type { CallExpression, Node } from '@babel/types';
import type { Edit } from '../types.ts';

/** Puts text in the place of a node. */
export function replace(node: Node, text: string): Edit {
  return { start: startOf(node), end: endOf(node), text };
}

/** Puts text between two places. */
export function replaceRange(start: number, end: number, text: string): Edit {
  return { start, end, text };
}

export function startOf(node: Node): number {
  return node.start ?? 0;
}

export function endOf(node: Node): number {
  return node.end ?? 0;
}

/** Leaves out one of several nodes that commas part. */
export function leaveOut(nodes: readonly Node[], index: number): Edit {
  const [node, next, previous] = [nodes[index], nodes[index + 1], nodes[index - 1]];
  if (!node) throw new Error(`there is no node ${index}`);
  if (next) return replaceRange(startOf(node), startOf(next), '');
  return replaceRange(previous ? endOf(previous) : startOf(node), endOf(node), '');
}

/** Exchanges two nodes, which do not overlap and of which `a` stands first. */
export function exchange(a: Node, b: Node, text: (node: Node) => string, between: string): Edit {
  return replaceRange(startOf(a), endOf(b), `${text(b)}${between}${text(a)}`);
}

/** Name of the method and the object of a call `object.name(…)`; undefined for another call. */
export function readMethod(node: Node): { call: CallExpression; object: Node; name: string } | undefined {
  if (node.type !== 'CallExpression' || node.callee.type !== 'MemberExpression' || node.callee.computed) {
    return undefined;
  }
  const { object, property } = node.callee;
  return property.type === 'Identifier' ? { call: node, object, name: property.name } : undefined;
}
