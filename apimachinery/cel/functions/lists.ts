import { spend } from '../values/budget.ts';
import { compare, includes } from '../values/equals.ts';
import { ArrayList, CelList } from '../values/list.ts';
import { CelError } from '../values/scalars.ts';
import type { Value } from '../values/value.ts';
import type { FunctionTable } from './registry.ts';

const SORTABLE = ['int', 'uint', 'double', 'bool', 'duration', 'timestamp', 'string', 'bytes'];
const MAX_RANGE = 10_000n;

/** https://pkg.go.dev/github.com/google/cel-go/ext#Lists */
export function addLists(table: FunctionTable): void {
  const flatten = (list: CelList, depth = 1n) => {
    if (depth < 0n) throw new CelError('level must be non-negative');
    return new ArrayList(flattenItems(list, depth));
  };
  table
    .addMethod('flatten', ['list(list(A))'], 'list(A)', (list: CelList) => flatten(list))
    .addMethod('flatten', ['list(dyn)', 'int'], 'list(dyn)', flatten)
    .addMethod('distinct', ['list(A)'], 'list(A)', distinct)
    .addMethod('reverse', ['list(A)'], 'list(A)', (list: CelList) => new ArrayList([...list].reverse()))
    .addMethod('slice', ['list(A)', 'int', 'int'], 'list(A)', slice)
    .add('lists.range', ['int'], 'list(int)', listRange);
  for (const type of SORTABLE) {
    table.addMethod('sort', [`list(${type})`], `list(${type})`, (list: CelList) => {
      return new ArrayList([...list].sort(compare));
    });
  }
}

function flattenItems(list: CelList, depth: bigint): Value[] {
  return [...list].flatMap((item) => (item instanceof CelList && depth > 0n ? flattenItems(item, depth - 1n) : [item]));
}

function distinct(list: CelList): CelList {
  const kept: Value[] = [];
  for (const item of list) {
    spend(kept.length);
    if (!includes(new ArrayList(kept), item)) kept.push(item);
  }
  return new ArrayList(kept);
}

function slice(list: CelList, start: bigint, end: bigint): CelList {
  if (start < 0n || end < 0n) throw new CelError(`cannot slice(${start}, ${end}), negative indexes not supported`);
  if (start > end)
    throw new CelError(`cannot slice(${start}, ${end}), start index must be less than or equal to end index`);
  if (end > BigInt(list.size)) throw new CelError(`cannot slice(${start}, ${end}), list is length ${list.size}`);
  return new ArrayList([...list].slice(Number(start), Number(end)));
}

function listRange(count: bigint): CelList {
  if (count > MAX_RANGE) throw new CelError(`lists.range: ${count} is too large`);
  return new ArrayList(Array.from({ length: Number(count < 0n ? 0n : count) }, (_, index) => BigInt(index)));
}
