import type { KubeObject } from '../../../apimachinery/types.ts';

/** https://kubernetes.io/docs/reference/using-api/api-concepts/#receiving-resources-as-tables */
export interface Column {
  name: string;
  type: 'string' | 'integer' | 'number' | 'boolean' | 'date';
  /** `name` for the column that names the object. */
  format: string;
  description: string;
  /** Shown by default where it is 0, else on request. */
  priority: number;
}

/** How the objects of a kind look as rows of a table. */
export interface Printer {
  columns: readonly Column[];
  /** One cell for each column. */
  printCells(object: KubeObject, now: Date): unknown[];
}

type ColumnSpec = string | { name: string; type?: Column['type']; format?: string; wide?: boolean };

/** Columns by their names; the first is the object's name unless another has that format. */
export function makeColumns(...specs: readonly ColumnSpec[]): Column[] {
  const full = specs.map((spec) => (typeof spec === 'string' ? { name: spec } : spec));
  const hasName = full.some(({ format }) => format === 'name');
  return full.map(({ name, type = 'string', format, wide }, index) => ({
    name,
    type,
    format: format ?? (index === 0 && !hasName ? 'name' : ''),
    description: '',
    priority: wide ? 1 : 0,
  }));
}

export function wide(name: string): ColumnSpec {
  return { name, wide: true };
}

export function integer(name: string): ColumnSpec {
  return { name, type: 'integer' };
}
