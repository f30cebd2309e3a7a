import type { Operator } from '../types.ts';
import { endOf, exchange, leaveOut, readMethod, replace, replaceRange } from './edits.ts';

const counterparts: Readonly<Record<string, string>> = { some: 'every', every: 'some' };

const anyForAll: Operator = {
  name: 'any-for-all',
  edit: (site) => renameMethod(site, counterparts),
};

const lastForFirst: Operator = {
  name: 'last-for-first',
  edit: (site) =>
    renameMethod(site, {
      find: 'findLast',
      findLast: 'find',
      findIndex: 'findLastIndex',
      findLastIndex: 'findIndex',
      startsWith: 'endsWith',
      endsWith: 'startsWith',
    }),
};

const takers = new Set(['filter', 'map', 'flatMap']);

/** Only the first of a list is looked at. */
const firstForAll: Operator = {
  name: 'first-for-all',
  edit({ node, text }) {
    if (node.type === 'ForOfStatement') return [replace(node.right, `[...${text(node.right)}].slice(0, 1)`)];
    const method = readMethod(node);
    return method && takers.has(method.name) ? [replace(node, `${text(node)}.slice(0, 1)`)] : [];
  },
};

const droppable = new Set(['filter', 'sort', 'toLowerCase', 'trim', 'replace', 'replaceAll', 'reverse']);

/** A step of a chain is forgotten: values go on unfiltered, unsorted, in the letter case that they came in. */
const dropStep: Operator = {
  name: 'dropped-step',
  edit({ node, text }) {
    const method = readMethod(node);
    return method && droppable.has(method.name) ? [replace(node, text(method.object))] : [];
  },
};

const dropElement: Operator = {
  name: 'dropped-element',
  edit({ node }) {
    if (node.type !== 'ArrayExpression') return [];
    const elements = node.elements.flatMap((element) => element ?? []);
    return elements.length < 2 ? [] : elements.map((_, index) => leaveOut(elements, index));
  },
};

const swapElements: Operator = {
  name: 'reordered-elements',
  edit({ node, text }) {
    if (node.type !== 'ArrayExpression') return [];
    const [first, second] = node.elements;
    return first && second ? [exchange(first, second, text, ', ')] : [];
  },
};

function renameMethod({ node }: Parameters<Operator['edit']>[0], names: Readonly<Record<string, string>>) {
  const method = readMethod(node);
  const other = method && Object.hasOwn(names, method.name) ? names[method.name] : undefined;
  if (!method || !other || method.call.callee.type !== 'MemberExpression') return [];
  const { property } = method.call.callee;
  return [replaceRange(endOf(property) - method.name.length, endOf(property), other)];
}

export const listOperators = [anyForAll, lastForFirst, firstForAll, dropStep, dropElement, swapElements] as const;
