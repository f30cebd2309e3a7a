/** A part of a source that is read by itself. */
export interface Chunk {
  text: string;
  /** Of its first character in the source. */
  offset: number;
  kind: 'yaml' | 'json';
}

/** A line that begins with the mark and says more than a comment. */
export interface BadSeparator {
  offset: number;
  text: string;
}

const BOM = '\ufeff';
const SEPARATOR = /^---(.*)$/gm;

/**
 * The documents of a YAML stream. A line that begins with `---` parts them wherever it stands, as for kubectl.
 * @param from offset into the source where the stream begins
 */
export function splitYaml(source: string, from = 0): { chunks: Chunk[]; faults: BadSeparator[] } {
  const chunks: Chunk[] = [];
  const faults: BadSeparator[] = [];
  let start = from;
  const add = (end: number) => {
    // A byte order mark may stand before each document where files were joined.
    const offset = source.startsWith(BOM, start) ? start + BOM.length : start;
    const text = source.slice(offset, end);
    if (/[^\s]/.test(text)) chunks.push({ text, offset, kind: 'yaml' });
  };
  SEPARATOR.lastIndex = from;
  for (let match = SEPARATOR.exec(source); match; match = SEPARATOR.exec(source)) {
    const rest = (match[1] ?? '').trim();
    if (rest !== '' && !rest.startsWith('#')) faults.push({ offset: match.index, text: rest });
    add(match.index);
    start = match.index + match[0].length;
  }
  add(source.length);
  return { chunks, faults };
}

/** True for a source whose first character that is no blank opens an object. */
export function startsAsJson(source: string): boolean {
  return /^\ufeff?\s*\{/.test(source);
}

/**
 * The objects of a stream of JSON, one after another, whatever blanks are between them. Stops at what does not open an
 * object; `rest` tells where.
 */
export function splitJson(source: string): { chunks: Chunk[]; rest: number } {
  const chunks: Chunk[] = [];
  let at = source.startsWith(BOM) ? BOM.length : 0;
  for (;;) {
    while (/\s/.test(source.charAt(at))) at += 1;
    const end = source.charAt(at) === '{' ? findEnd(source, at) : undefined;
    if (end === undefined) return { chunks, rest: at };
    chunks.push({ text: source.slice(at, end), offset: at, kind: 'json' });
    at = end;
  }
}

const TOKEN = /"(?:[^"\\]|\\.)*"|[{}[\]]/gs;

/** After the bracket that closes the one at an offset; undefined where none does. */
function findEnd(source: string, from: number): number | undefined {
  let depth = 0;
  TOKEN.lastIndex = from;
  for (let match = TOKEN.exec(source); match; match = TOKEN.exec(source)) {
    const [token] = match;
    if (token === '{' || token === '[') depth += 1;
    else if (token === '}' || token === ']') {
      depth -= 1;
      if (depth === 0) return match.index + 1;
    }
  }
  return undefined;
}
