import { JSONPath } from 'jsonpath-plus';
import type { CustomResourceVersion, KubeObject } from '../../../apimachinery/types.ts';
import { formatSince } from './text.ts';
import type { Column, Printer } from './types.ts';

type PrinterColumn = NonNullable<CustomResourceVersion['additionalPrinterColumns']>[number];

const NAME: Column = { name: 'Name', type: 'string', format: 'name', description: '', priority: 0 };
const AGE: PrinterColumn = { name: 'Age', type: 'date', jsonPath: '.metadata.creationTimestamp' };

/** The table of a custom kind, by the columns that its definition asks for. */
export function makeCustomPrinter({ additionalPrinterColumns = [] }: CustomResourceVersion): Printer {
  const given = additionalPrinterColumns.length > 0 ? additionalPrinterColumns : [AGE];
  const readers = given.map(({ jsonPath }) => compilePath(jsonPath));
  return {
    columns: [NAME, ...given.map(describeColumn)],
    printCells: (object, now) => [
      object.metadata.name,
      ...given.map(({ type }, index) => printCell(type, readers[index]?.(object), now)),
    ],
  };
}

function describeColumn({ name, type, format = '', description, priority = 0, jsonPath }: PrinterColumn): Column {
  const told = description || `Custom resource definition column (in JSONPath format): ${jsonPath}`;
  return { name, type: type as Column['type'], format, description: told, priority };
}

/** Reads the first value at a path, `.status.conditions[?(@.type=="Ready")].status`; undefined where there is none. */
function compilePath(jsonPath: string): (object: KubeObject) => unknown {
  // Kubernetes escapes dots of a name with a backslash where others quote the name.
  const quoted = jsonPath.replace(
    /\.((?:[^.[\\]|\\.)*\\\.(?:[^.[\\]|\\.)*)/g,
    (_all, name: string) => `['${name.replace(/\\(.)/g, '$1')}']`,
  );
  const path = `$${quoted.startsWith('.') || quoted.startsWith('[') ? '' : '.'}${quoted}`;
  return (object) => {
    try {
      const found: unknown = JSONPath({ path, json: object, eval: 'safe', wrap: true });
      return Array.isArray(found) ? found[0] : undefined;
    } catch {
      // A path that cannot be read leaves the column empty.
      return undefined;
    }
  };
}

function printCell(type: string, value: unknown, now: Date): unknown {
  if (value === undefined || value === null) return null;
  switch (type) {
    case 'string':
      return typeof value === 'object' ? JSON.stringify(value) : String(value);
    case 'integer':
      return typeof value === 'number' ? Math.trunc(value) : null;
    case 'number':
      return typeof value === 'number' ? value : null;
    case 'boolean':
      return typeof value === 'boolean' ? value : null;
    case 'date':
      return typeof value === 'string' ? formatSince(value, now) : null;
    default:
      return null;
  }
}
