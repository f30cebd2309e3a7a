import { setField } from '../json.ts';
import type { JsonObject } from '../types.ts';
import { joinPath } from './paths.ts';
import { resolvePlain } from './scalars.ts';
import type { VisitedField } from './visitor.ts';

/** What most manifests are: maps and lists by indentation, and scalars of one line. */
export interface PlainYaml {
  value: JsonObject;
  fields: readonly VisitedField[];
}

interface Line {
  indent: number;
  /** Of its first character that is no blank, in the text. */
  offset: number;
  text: string;
}

/** Thrown for whatever is written in another way, right or wrong. */
const OTHERWISE = Symbol('not plain');

/** Characters that have a meaning of their own in YAML, or that parsers treat in more than one way. */
const SPECIAL = /[^\n\x20-\x7e\xa1-\u1fff\u2030-\ud7ff\ue000-\ufefe\uff00-\ufffd]/;
const KEY = /^(?:([A-Za-z_][\w./-]*)|"([^"\\]+)"|'([^']+)'):(?: +|$)/;
const QUOTED = /^(?:"([^"\\]*)"|'([^']*)') *(?:$| #)/;
const EMPTY = /^(?:\{\}|\[\]) *(?:$| #)/;
/** A word that begins a scalar without quotes, whatever comes before or after it. */
const WORD = /^(?:[A-Za-z0-9_/.~+^$(=\\]|-[A-Za-z0-9_/.])/;
const MOST_KEY = 200;
const MOST_DEPTH = 100;

/**
 * Reads a document that is written as most are, many times faster than a whole parser of YAML does; undefined for any
 * other, right or wrong, which that parser has to read. A test holds the two against each other.
 */
export function readPlainYaml(text: string, isWanted: boolean): PlainYaml | undefined {
  if (SPECIAL.test(text)) return undefined;
  try {
    return new Reader(text, isWanted).read();
  } catch (error) {
    if (error === OTHERWISE) return undefined;
    throw error;
  }
}

class Reader {
  readonly fields: VisitedField[] = [];
  readonly #text: string;
  readonly #isWanted: boolean;
  #at = 0;
  #depth = 0;
  /** The one that is read next; undefined at the end. */
  #line: Line | undefined;

  constructor(text: string, isWanted: boolean) {
    this.#text = text;
    this.#isWanted = isWanted;
    this.#advance();
  }

  read(): PlainYaml {
    const line = this.#line;
    if (!line || isItem(line.text)) throw OTHERWISE;
    const value = this.#readMap(line.indent, '');
    if (this.#line) throw OTHERWISE;
    return { value, fields: this.fields };
  }

  /** To the next line that holds more than a comment. */
  #advance(): void {
    const text = this.#text;
    while (this.#at < text.length) {
      const start = this.#at;
      const found = text.indexOf('\n', start);
      const end = found < 0 ? text.length : found;
      this.#at = end + 1;
      let first = start;
      while (first < end && text.charCodeAt(first) === 32) first += 1;
      if (first === end || text.charCodeAt(first) === 35) continue;
      this.#line = { indent: first - start, offset: first, text: text.slice(first, end) };
      return;
    }
    this.#line = undefined;
  }

  #visit(parent: string, name: string, path: string, offset: number): void {
    if (this.#isWanted) this.fields.push({ parent, name, path, offset });
  }

  #readBlock(indent: number, path: string): unknown {
    this.#depth += 1;
    if (this.#depth > MOST_DEPTH) throw OTHERWISE;
    const value = isItem(this.#line?.text ?? '') ? this.#readList(indent, path) : this.#readMap(indent, path);
    this.#depth -= 1;
    return value;
  }

  #readMap(indent: number, path: string): JsonObject {
    const fields: JsonObject = {};
    for (let line = this.#line; line && line.indent >= indent; line = this.#line) {
      const found = line.indent === indent ? KEY.exec(line.text) : null;
      if (!found) throw OTHERWISE;
      const [whole, word, double, single] = found;
      const name = word ?? double ?? single ?? '';
      const isOdd = name.length > MOST_KEY || Object.hasOwn(fields, name);
      if (isOdd || (word !== undefined && resolvePlain(word) !== word)) throw OTHERWISE;
      const place = this.#isWanted ? joinPath(path, name) : '';
      this.#visit(path, name, place, line.offset);
      const rest = line.text.slice(whole.length);
      setField(fields, name, rest === '' || isComment(rest) ? this.#readBelow(indent, place) : this.#readScalar(rest));
    }
    return fields;
  }

  /** What stands below a key; a list may stand as far to the left as its key. */
  #readBelow(indent: number, path: string): unknown {
    this.#advance();
    const line = this.#line;
    if (!line || line.indent < indent || (line.indent === indent && !isItem(line.text))) return null;
    return this.#readBlock(line.indent, path);
  }

  #readList(indent: number, path: string): unknown[] {
    const items: unknown[] = [];
    for (let line = this.#line; line && line.indent >= indent; line = this.#line) {
      if (!isItem(line.text)) {
        if (line.indent === indent) return items;
        throw OTHERWISE;
      }
      const rest = /^- +(?=[^ #])/.exec(line.text)?.[0].length;
      if (line.indent > indent || rest === undefined) throw OTHERWISE;
      const place = this.#isWanted ? `${path}[${items.length}]` : '';
      const item = { indent: indent + rest, offset: line.offset + rest, text: line.text.slice(rest) };
      this.#visit(path, String(items.length), place, item.offset);
      if (KEY.test(item.text)) {
        this.#line = item;
        items.push(this.#readBlock(item.indent, place));
      } else items.push(this.#readScalar(item.text));
    }
    return items;
  }

  /** One that goes on in the next line shows there, by a line further to the right than any may be. */
  #readScalar(text: string): unknown {
    this.#advance();
    const quoted = QUOTED.exec(text);
    if (quoted) return quoted[1] ?? quoted[2] ?? '';
    if (EMPTY.test(text)) return text.startsWith('{') ? {} : [];
    const comment = text.indexOf(' #');
    const plain = (comment < 0 ? text : text.slice(0, comment)).trimEnd();
    if (!WORD.test(plain) || /:(?: |$)/.test(plain)) throw OTHERWISE;
    const value = resolvePlain(plain);
    if (typeof value === 'number' && !Number.isFinite(value)) throw OTHERWISE;
    return value;
  }
}

function isItem(text: string): boolean {
  return text.charCodeAt(0) === 45 && (text.length === 1 || text.charCodeAt(1) === 32);
}

function isComment(text: string): boolean {
  return text.charCodeAt(0) === 35;
}
