import type { Node } from '@babel/types';
import type { Operator } from '../types.ts';
import { exchange, leaveOut, replace } from './edits.ts';

/** Messages are for people: no one may rely on their wording. */
const unjudgedFields = new Set(['message']);

const dropField: Operator = {
  name: 'dropped-field',
  edit({ node }) {
    if (node.type !== 'ObjectExpression' || node.properties.length < 2) return [];
    return node.properties.flatMap((property, index) =>
      property.type === 'ObjectProperty' && unjudgedFields.has(keyOf(property.key))
        ? []
        : [leaveOut(node.properties, index)],
    );
  },
};

/** `a ?? b` without its default. */
const dropDefault: Operator = {
  name: 'dropped-default',
  edit({ node, text }) {
    if (node.type !== 'LogicalExpression' || node.operator !== '??') return [];
    return [replace(node, text(node.left)), replace(node, text(node.right))];
  },
};

/** Another reason than the one that the specification names. */
const changeReason: Operator = {
  name: 'wrong-reason',
  edit({ node, ancestors }) {
    if (node.type !== 'StringLiteral' || !/^[A-Z][A-Za-z]+$/.test(node.value)) return [];
    const parent = ancestors.at(-1);
    const isReason =
      parent?.node.type === 'ObjectProperty' && parent.key === 'value' && keyOf(parent.node.key) === 'reason';
    const isFirstArgument = parent?.node.type === 'CallExpression';
    return isReason || isFirstArgument ? [replace(node, "'Pending'")] : [];
  },
};

const changeNumber: Operator = {
  name: 'wrong-number',
  edit: ({ node }) => (node.type === 'NumericLiteral' ? [replace(node, `${node.value + 1}`)] : []),
};

const swapArguments: Operator = {
  name: 'swapped-arguments',
  edit({ node, text }) {
    if (node.type === 'BinaryExpression' && node.operator === '-') {
      return [replace(node, `${text(node.right)} - ${text(node.left)}`)];
    }
    if (node.type !== 'CallExpression') return [];
    const [first, second] = node.arguments;
    return first && second && isValue(first) && isValue(second) ? [exchange(first, second, text, ', ')] : [];
  },
};

function isValue({ type }: Node): boolean {
  return type === 'Identifier' || type === 'MemberExpression';
}

function keyOf(key: Node): string {
  return key.type === 'Identifier' ? key.name : key.type === 'StringLiteral' ? key.value : '';
}

export const valueOperators = [dropField, dropDefault, changeReason, changeNumber, swapArguments] as const;
