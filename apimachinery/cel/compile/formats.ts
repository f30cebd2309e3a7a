import type { Node } from '../parse/node.ts';
import type { CelType } from '../types/type.ts';
import { type Context, report, showType } from './context.ts';
import type { Scope } from './scope.ts';

interface Clause {
  readonly kinds: readonly CelType['kind'][];
  readonly wrong: string;
}

const STRINGS: Clause = {
  kinds: [
    ...(['list', 'map', 'int', 'uint', 'double', 'bool', 'string', 'timestamp'] as const),
    ...(['bytes', 'duration', 'type', 'null'] as const),
  ],
  wrong:
    'string clause can only be used on strings, bools, bytes, ints, doubles, maps, lists, types, durations, and timestamps',
};
const HEX: Clause = {
  kinds: ['int', 'uint', 'string', 'bytes'],
  wrong: 'only integers, byte buffers, and strings can be formatted as hex',
};
const CLAUSES: Readonly<Record<string, Clause>> = {
  s: STRINGS,
  d: { kinds: ['int', 'uint'], wrong: 'decimal clause can only be used on integers' },
  // Texts as NaN and Infinity are numbers, too.
  f: { kinds: ['double', 'string'], wrong: 'fixed-point clause can only be used on doubles' },
  e: { kinds: ['double', 'string'], wrong: 'scientific clause can only be used on doubles' },
  b: { kinds: ['int', 'uint', 'bool'], wrong: 'only integers and bools can be formatted as binary' },
  o: { kinds: ['int', 'uint'], wrong: 'octal clause can only be used on integers' },
  x: HEX,
  X: HEX,
};

/** Of `'…'.format([…])`, both literals: that each clause has an argument that it can show, and each argument a clause. */
export function checkFormat(context: Context, call: Extract<Node, { op: 'call' }>, scope: Scope): void {
  const { receiver, args, name, at } = call;
  const [list] = args;
  if (name !== 'format' || receiver?.op !== 'literal' || typeof receiver.value !== 'string') return;
  if (list?.op !== 'list' || args.length !== 1) return;
  const { items } = list;
  const template = receiver.value;
  context.laterChecks.push(() => {
    const verbs = readVerbs(template);
    for (const [index, verb] of verbs.entries()) {
      const item = items[index]?.value;
      const clause = Object.hasOwn(CLAUSES, verb) ? CLAUSES[verb] : undefined;
      if (verb === '') return void report(context, at, 'unexpected end of string');
      if (!item) return void report(context, at, `index ${index} out of range`);
      if (!clause) {
        const detail = `could not parse formatting clause: unrecognized formatting clause "${verb}"`;
        return void report(context, at, detail);
      }
      const type = typeOf(context, item, scope);
      if (type.kind === 'dyn' || clause.kinds.includes(type.kind)) continue;
      const shown = showType(context, type).replace(/\(.*/, '');
      return void report(context, item.at, `error during formatting: ${clause.wrong}, was given ${shown}`);
    }
    if (verbs.length === items.length) return;
    const counts = `(expected ${verbs.length}, got ${items.length})`;
    report(context, at, `too many arguments supplied to string.format ${counts}`);
  });
}

/** In a list within the arguments items may have any types, too. */
function typeOf(context: Context, item: Node, scope: Scope): CelType {
  const outer = context.mixed;
  context.mixed = true;
  const { type } = context.compile(item, scope);
  context.mixed = outer;
  return context.bindings.resolve(type, true);
}

/** The letter of each clause; empty for one that the text breaks off. */
function readVerbs(template: string): string[] {
  const clauses = template.replaceAll('%%', '').matchAll(/%(?:\.\d+)?([a-zA-Z])?/g);
  return [...clauses].map(([, verb = '']) => verb);
}
