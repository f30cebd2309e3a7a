import { type Document, isMap, isNode, isPair, LineCounter, parseDocument } from 'yaml';
import { UsageError } from '../scenario/errors.ts';
import { nearest } from './nearest.ts';

/** A YAML file of ours that was parsed, and where its parts stand. */
export interface YamlFile {
  value: unknown;
  /** `file:line:column` of a value, or of a key of the map at the path; of the nearest part that exists. */
  place(path: readonly (string | number)[], key?: string): string;
  /** The value as the file writes it: `1.10`, where the value is 1.1. */
  source(path: readonly (string | number)[]): string | undefined;
}

/** Longer files are none that a person wrote. */
const MOST_CHARACTERS = 1_000_000;

/**
 * Parses a file of settings or a profile: one document without duplicate keys, without a bomb of aliases. Throws
 * UsageError with file, line and column.
 * @param file as messages name it
 */
export function parseYamlFile(text: string, file: string): YamlFile {
  if (text.length > MOST_CHARACTERS) {
    throw new UsageError(`${file} has ${text.length} characters; expected at most ${MOST_CHARACTERS}`);
  }
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  const at = (offset: number): string => {
    const { line, col } = lines.linePos(offset);
    return `${file}:${line}:${col}`;
  };
  const [syntax] = document.errors;
  if (syntax) {
    const several = syntax.code === 'MULTIPLE_DOCS' ? 'it holds several documents; expected one' : undefined;
    throw new UsageError(
      `${at(syntax.pos[0])}: ${several ?? `not valid YAML: ${syntax.message.replace(/\.?\s*$/, '')}`}`,
    );
  }
  return {
    value: toValue(document, file),
    place: (path, key) => at(findOffset(document, path, key)),
    source(path) {
      const node: unknown = document.getIn([...path], true);
      return isNode(node) && 'source' in node && typeof node.source === 'string' ? node.source : undefined;
    },
  };
}

/** `; did you mean organization?`, or nothing where no known name is near. */
export function suggest(name: string, known: readonly string[]): string {
  const near = nearest(name, known);
  return near.length > 0 ? `; did you mean ${near.join(' or ')}?` : '';
}

function toValue(document: Document, file: string): unknown {
  try {
    return document.toJS({ maxAliasCount: 100 });
  } catch (cause) {
    throw new UsageError(`${file}: its aliases stand for more than a file of settings can hold`, { cause });
  }
}

function findOffset(document: Document, path: readonly (string | number)[], key?: string): number {
  for (let length = path.length; length >= 0; length -= 1) {
    const node: unknown = length === 0 ? document.contents : document.getIn(path.slice(0, length), true);
    if (key !== undefined && length === path.length && isMap(node)) {
      const pair = node.items.find((item) => String(item.key) === key);
      if (isPair(pair) && isNode(pair.key) && pair.key.range) return pair.key.range[0];
    }
    if (isNode(node) && node.range) return node.range[0];
  }
  return 0;
}
