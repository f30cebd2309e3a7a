import { isAlias, isMap, isScalar, isSeq, type Node, type Pair, parseDocument, Scalar } from 'yaml';
import { setField } from '../json.ts';
import type { JsonObject } from '../types.ts';
import { isDeeper } from './depth.ts';
import { joinPath } from './paths.ts';
import { readPlainYaml } from './plain.ts';
import { formatKey, resolvePlain } from './scalars.ts';
import type { Visitor } from './visitor.ts';

/** What keeps a document from being read, and where in its text. */
export class ComposeFault extends Error {
  override readonly name = 'ComposeFault';
  readonly offset: number;

  constructor(offset: number, message: string) {
    super(message);
    this.offset = offset;
  }
}

export interface Composed {
  value: unknown;
  repeated: { path: string; offset: number }[];
}

/**
 * The value of one YAML document, as kubectl reads it: words and numbers of YAML 1.1, merge keys, the last of two equal
 * keys. @throws ComposeFault
 */
export function composeYaml(text: string, visit?: Visitor): Composed {
  const plain = readPlainYaml(text, visit !== undefined);
  if (!plain) return composeAnyYaml(text, visit);
  for (const field of plain.fields) visit?.(field);
  return { value: plain.value, repeated: [] };
}

/** The same by a whole parser of YAML. @throws ComposeFault */
export function composeAnyYaml(text: string, visit?: Visitor): Composed {
  if (isDeeper(text, MAX_DEPTH)) throw new ComposeFault(0, `the document is nested deeper than ${MAX_DEPTH}`);
  const composer = new Composer(visit);
  try {
    // All that is not quoted is read as a text, and given its meaning here.
    const document = parseDocument(text, {
      schema: 'failsafe',
      prettyErrors: false,
      logLevel: 'silent',
      uniqueKeys: false,
      keepSourceTokens: false,
    });
    const [error] = document.errors;
    if (error) throw new ComposeFault(error.pos[0], describe(error.message));
    return { value: composer.read(document.contents, ''), repeated: composer.repeated };
  } catch (error) {
    if (error instanceof RangeError) throw new ComposeFault(0, TOO_DEEP);
    throw error;
  }
}

/** The parser goes down by calls, and may end with the stack itself. */
function describe(message: string): string {
  return message.includes('call stack') ? TOO_DEEP : message.replace(/\.?\s*$/, '');
}

const TOO_DEEP = 'the document is nested too deeply';
const MAX_DEPTH = 1000;

class Composer {
  readonly repeated: Composed['repeated'] = [];
  readonly #visit: Visitor | undefined;
  readonly #anchors = new Map<string, Node>();
  readonly #open = new Set<Node>();
  #depth = 0;
  #read = 0;
  #copied = 0;
  #inAlias = 0;

  constructor(visit: Visitor | undefined) {
    this.#visit = visit;
  }

  read(node: Node | null, path: string): unknown {
    if (!node) return null;
    this.#count(node);
    if (isAlias(node)) return this.#readAlias(node, path);
    if ('anchor' in node && node.anchor) this.#anchors.set(node.anchor, node);
    if (isScalar(node)) return this.#readScalar(node);
    this.#depth += 1;
    if (this.#depth > MAX_DEPTH)
      throw new ComposeFault(startOf(node), `the document is nested deeper than ${MAX_DEPTH}`);
    this.#open.add(node);
    const value = isSeq(node)
      ? node.items.map((item, index) => this.#readItem(item as Node | null, path, String(index)))
      : isMap(node)
        ? this.#readMap(node.items as Pair<Node, Node | null>[], path)
        : null;
    this.#open.delete(node);
    this.#depth -= 1;
    return value;
  }

  /** A document that is mostly copies of a few parts of itself is a bomb. */
  #count(node: Node): void {
    this.#read += 1;
    if (this.#inAlias > 0) this.#copied += 1;
    if (this.#copied <= 100 || this.#read <= 1000) return;
    const share =
      this.#read <= 400_000 ? 0.99 : this.#read >= 4_000_000 ? 0.1 : 0.99 - (0.89 * (this.#read - 400_000)) / 3_600_000;
    if (this.#copied / this.#read > share)
      throw new ComposeFault(startOf(node), 'the document repeats itself too often by aliases');
  }

  #readAlias(node: Node & { source: string }, path: string): unknown {
    const target = this.#anchors.get(node.source);
    if (!target) throw new ComposeFault(startOf(node), `the alias *${node.source} names no anchor before it`);
    if (this.#open.has(target)) throw new ComposeFault(startOf(node), `the anchor &${node.source} contains itself`);
    this.#inAlias += 1;
    const value = this.read(target, path);
    this.#inAlias -= 1;
    return value;
  }

  #readItem(node: Node | null, parent: string, name: string): unknown {
    const path = `${parent}[${name}]`;
    if (node) this.#visit?.({ parent, name, path, offset: startOf(node) });
    return this.read(node, path);
  }

  #readMap(pairs: readonly Pair<Node, Node | null>[], path: string): JsonObject {
    const fields: JsonObject = {};
    const own = new Set<string>();
    for (const { key, value } of pairs) {
      if (isMergeKey(key)) {
        this.#merge(value, fields, path);
        continue;
      }
      const name = formatKey(this.read(key, path));
      if (name === undefined)
        throw new ComposeFault(startOf(key), 'a key is neither a text nor a number nor a boolean');
      const place = joinPath(path, name);
      if (own.has(name)) this.repeated.push({ path: place, offset: startOf(key) });
      own.add(name);
      this.#visit?.({ parent: path, name, path: place, offset: startOf(key) });
      setField(fields, name, this.read(value, place));
    }
    return fields;
  }

  /** Of several maps the first wins; what they give takes the place of what stands before them, as for kubectl. */
  #merge(node: Node | null, fields: JsonObject, path: string): void {
    const target = node && isAlias(node) ? this.#anchors.get(node.source) : node;
    const maps = isSeq(target) ? [...target.items].reverse() : [node];
    for (const one of maps) {
      const value = this.read(one as Node | null, path);
      if (typeof value !== 'object' || value === null || Array.isArray(value)) {
        throw new ComposeFault(node ? startOf(node) : 0, 'what << merges is no map');
      }
      for (const [name, field] of Object.entries(value)) setField(fields, name, field);
    }
  }

  #readScalar(node: Scalar): unknown {
    const { value: raw } = node;
    if (raw instanceof Uint8Array) return Buffer.from(raw).toString('utf8');
    const text = String(raw ?? '');
    const tag = node.tag?.replace(/^tag:yaml\.org,2002:/, '!!');
    if (tag === '!!str') return text;
    const isPlain = node.type === Scalar.PLAIN || node.type === undefined;
    if (!isPlain && (tag === undefined || !NUMERIC.includes(tag))) return text;
    const value = resolvePlain(text);
    if (tag !== undefined && !fitsTag(value, tag)) {
      throw new ComposeFault(startOf(node), `${JSON.stringify(text)} is no ${tag.replace('!!', '')}`);
    }
    if (typeof value === 'number' && !Number.isFinite(value)) {
      throw new ComposeFault(startOf(node), `JSON has no number ${text}`);
    }
    return value;
  }
}

const NUMERIC = ['!!int', '!!float', '!!bool', '!!null'];

function fitsTag(value: unknown, tag: string): boolean {
  if (tag === '!!int') return typeof value === 'number' && Number.isInteger(value);
  if (tag === '!!float') return typeof value === 'number';
  if (tag === '!!bool') return typeof value === 'boolean';
  return tag !== '!!null' || value === null;
}

function isMergeKey(key: unknown): boolean {
  return isScalar(key) && key.value === '<<' && (key.type === Scalar.PLAIN || key.tag === 'tag:yaml.org,2002:merge');
}

function startOf(node: Node): number {
  return node.range?.[0] ?? 0;
}
