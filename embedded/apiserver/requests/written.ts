import { isMap, isScalar, isSeq, type Node } from 'yaml';
import { composeYaml } from '../server/yaml.ts';

/** A field of a body as it is written, in the order of the text. */
export interface WrittenField {
  /** `spec.containers[0].image` */
  path: string;
  name: string;
  /** From 1. */
  line: number;
  /** True where its object names it before. */
  repeated: boolean;
}

/** Every string of a JSON text, with the colon that makes it a key. */
const STRINGS = /"(?:[^"\\]|\\.)*"(\s*:)?/g;

/** The fields of a text that names one twice, else undefined. `value` is what the text was read as. */
export function findRepeated(text: string, value: unknown): WrittenField[] | undefined {
  // Counting is quick; parsing with positions is not, and JSON bodies that repeat a key are rare.
  if (/^\s*[{[]/.test(text) && countWritten(text) === countKeys(value)) return undefined;
  const fields = listFields(text);
  return fields.some(({ repeated }) => repeated) ? fields : undefined;
}

function countWritten(text: string): number {
  let written = 0;
  for (const match of text.matchAll(STRINGS)) if (match[1] !== undefined) written += 1;
  return written;
}

function countKeys(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 0;
  const children: unknown[] = Object.values(value);
  const own = Array.isArray(value) ? 0 : children.length;
  return children.reduce<number>((total, child) => total + countKeys(child), own);
}

function listFields(text: string): WrittenField[] {
  const { document, lines } = composeYaml(text);
  const fields: WrittenField[] = [];
  const walk = (node: unknown, path: string): void => {
    if (isSeq(node)) node.items.forEach((item, index) => void walk(item, `${path}[${index}]`));
    if (!isMap(node)) return;
    const seen = new Set<string>();
    for (const { key, value } of node.items) {
      const name = isScalar(key) ? String(key.value) : String(key);
      const own = path ? `${path}.${name}` : name;
      const { line } = lines.linePos((key as Node | null)?.range?.[0] ?? 0);
      fields.push({ path: own, name, line, repeated: seen.has(name) });
      seen.add(name);
      walk(value, own);
    }
  };
  walk(document.contents, '');
  return fields;
}
