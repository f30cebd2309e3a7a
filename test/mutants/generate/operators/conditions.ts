import type { Expression, Node } from '@babel/types';
import type { Operator } from '../types.ts';
import { replace } from './edits.ts';

const negateCondition: Operator = {
  name: 'negated-condition',
  edit({ node, text }) {
    const test = readTest(node);
    // A negated comparison is the boundary's.
    return test && test.type !== 'BinaryExpression' ? [replace(test, `!(${text(test)})`)] : [];
  },
};

/** One side of `&&` or `||` is forgotten. */
const dropCondition: Operator = {
  name: 'dropped-condition',
  edit({ node, text }) {
    if (node.type !== 'LogicalExpression' || node.operator === '??') return [];
    return [replace(node, `(${text(node.left)})`), replace(node, `(${text(node.right)})`)];
  },
};

/** The case that `if (…) return …` sees to is forgotten. */
const dropGuard: Operator = {
  name: 'dropped-guard',
  edit({ node, text }) {
    if (node.type !== 'IfStatement') return [];
    return [replace(node, node.alternate ? text(node.alternate) : ';')];
  },
};

const neighbours: Readonly<Record<string, readonly string[]>> = {
  '<': ['<=', '>'],
  '<=': ['<'],
  '>': ['>=', '<'],
  '>=': ['>'],
  '===': ['!=='],
  '!==': ['==='],
};

const moveBoundary: Operator = {
  name: 'boundary',
  edit({ node, text }) {
    if (node.type !== 'BinaryExpression') return [];
    const others = neighbours[node.operator] ?? [];
    return others.map((operator) => replace(node, `${text(node.left)} ${operator} ${text(node.right)}`));
  },
};

const flipBoolean: Operator = {
  name: 'flipped-boolean',
  edit: ({ node }) => (node.type === 'BooleanLiteral' ? [replace(node, `${!node.value}`)] : []),
};

/** One of the two answers of `a ? b : c` is always given. */
const takeBranch: Operator = {
  name: 'one-branch',
  edit({ node, text }) {
    if (node.type !== 'ConditionalExpression') return [];
    return [replace(node, `(${text(node.consequent)})`), replace(node, `(${text(node.alternate)})`)];
  },
};

function readTest(node: Node): Expression | undefined {
  return node.type === 'IfStatement' || node.type === 'ConditionalExpression' ? node.test : undefined;
}

export const conditionOperators = [
  negateCondition,
  dropCondition,
  dropGuard,
  moveBoundary,
  flipBoolean,
  takeBranch,
] as const;
