import { createHash } from 'node:crypto';
import { parse } from '@babel/parser';
import { type Node, traverse } from '@babel/types';
import { operators } from './operators/index.ts';
import { memory } from './operators/time.ts';
import type { Source } from './sources.ts';
import type { Edit, Mutant, Operator, Site } from './types.ts';

const shownCharacters = 90;

/** Every mistake of every kind in one source, in the order of the source. */
export function listMutants(source: Source): readonly Mutant[] {
  const tree = parse(source.text, {
    sourceType: 'module',
    plugins: ['typescript'],
    // So that what is taken from one place and put in another keeps its parentheses.
    createParenthesizedExpressions: true,
  });
  const text = (node: Node) => source.text.slice(node.start ?? 0, node.end ?? 0);
  const mutants: Mutant[] = [];
  traverse(tree, {
    enter(node, ancestors) {
      const site: Site = { node, ancestors: ancestors.map((entry) => ({ node: entry.node, key: entry.key })), text };
      if (isUnjudged(site)) return;
      for (const operator of operators) {
        for (const edit of operator.edit(site)) mutants.push(makeMutant(source, operator, edit, site));
      }
    },
  });
  return nameApart(mutants);
}

function makeMutant(source: Source, { name: operator }: Operator, edit: Edit, site: Site): Mutant {
  const changed = `${source.text.slice(0, edit.start)}${edit.text}${source.text.slice(edit.end)}`;
  const remembers = /\bkeep(First|Any|Count)\(/.test(edit.text);
  return {
    name: '',
    operator,
    file: source.file,
    line: source.text.slice(0, edit.start).split('\n').length,
    place: findPlace(site),
    before: toLine(site.text(site.node)),
    after: toLine(spliceNode(source.text, site.node, edit)),
    source: remembers ? `${memory}${changed}` : changed,
  };
}

/** The text of a node after the edit, which may reach beyond it by a comma. */
function spliceNode(text: string, node: Node, edit: Edit): string {
  const [start, end] = [node.start ?? 0, node.end ?? 0];
  return `${text.slice(start, Math.max(start, edit.start))}${edit.text}${text.slice(Math.min(end, edit.end), end)}`;
}

/**
 * Types are not run, and what is logged or said in a message is for people. What depends on a habit is another conformant
 * way to behave, which the gateway is not asked for.
 */
function isUnjudged({ node, ancestors, text }: Site): boolean {
  const around = [...ancestors.map((entry) => entry.node), node];
  return around.some((other) => isType(other) || isForPeople(other)) || /\bhabits\b/.test(text(node));
}

const runAsTheyAre = new Set(['TSAsExpression', 'TSSatisfiesExpression', 'TSNonNullExpression']);

function isType({ type }: Node): boolean {
  return type === 'ImportDeclaration' || (type.startsWith('TS') && !runAsTheyAre.has(type));
}

function isForPeople(node: Node): boolean {
  if (node.type === 'ExpressionStatement') return isForPeople(node.expression);
  if (node.type === 'CallExpression') return node.callee.type === 'Identifier' && node.callee.name === 'log';
  if (node.type === 'ObjectProperty') return node.key.type === 'Identifier' && node.key.name === 'message';
  return node.type === 'VariableDeclarator' && node.id.type === 'Identifier' && node.id.name === 'message';
}

/** Name of the innermost function that has one, or of the constant at the top. */
function findPlace({ ancestors, node }: Site): string {
  const names = [...ancestors.map((entry) => entry.node), node].flatMap((around) => nameOf(around) ?? []);
  return names.at(-1) ?? 'top level';
}

function nameOf(node: Node): string | undefined {
  if (node.type === 'FunctionDeclaration') return node.id?.name;
  if (node.type === 'ObjectMethod' && node.key.type === 'Identifier') return node.key.name;
  if (
    node.type === 'ObjectProperty' &&
    node.value.type === 'ArrowFunctionExpression' &&
    node.key.type === 'Identifier'
  ) {
    return node.key.name;
  }
  if (node.type !== 'VariableDeclarator' || node.id.type !== 'Identifier') return undefined;
  return node.init?.type === 'ArrowFunctionExpression' || node.init?.type === 'ObjectExpression'
    ? node.id.name
    : undefined;
}

/** The same mistake may be made at several places of one function. */
function nameApart(mutants: readonly Mutant[]): readonly Mutant[] {
  const seen = new Map<string, number>();
  return mutants.map((mutant) => {
    const { operator, place, before, after, file } = mutant;
    const key = [file, operator, place, before, after].join('\n');
    const count = (seen.get(key) ?? 0) + 1;
    seen.set(key, count);
    const hash = createHash('sha256').update(`${key}\n${count}`).digest('hex').slice(0, 6);
    return { ...mutant, name: `${operator}-${place.replaceAll(/\W+/g, '-')}-${hash}` };
  });
}

function toLine(text: string): string {
  const line = text.replaceAll(/\s+/g, ' ').trim();
  return line.length > shownCharacters ? `${line.slice(0, shownCharacters - 1)}…` : line;
}
