import { composeYaml } from './compose.ts';
import type { Chunk } from './split.ts';
import type { Lines } from './text.ts';
import type { Position } from './types.ts';

interface Field {
  name: string;
  path: string;
  /** Into the document. */
  offset: number;
}

/** Where the fields of a document stand. Its text is gone through again when the first is asked for: most never are. */
export class Places {
  readonly #chunk: Chunk;
  readonly #lines: Lines;
  /** By the path of what they are in. */
  #fields: Map<string, Field[]> | undefined;

  constructor(chunk: Chunk, lines: Lines) {
    this.#chunk = chunk;
    this.#lines = lines;
  }

  /** Of a field, else of the nearest around it that there is. */
  locate(path: string): Position {
    if (path === '') return this.at(this.#start());
    this.#fields ??= this.#find();
    let offset = this.#start();
    let place = '';
    for (let rest = path; rest !== ''; ) {
      const found = findChild(this.#fields.get(place) ?? [], rest, place === '');
      if (!found) break;
      offset = found.field.offset;
      place = found.field.path;
      rest = rest.slice(found.length);
    }
    return this.at(offset);
  }

  /** @param offset into the document */
  at(offset: number): Position {
    return this.#lines.at(this.#chunk.offset + offset);
  }

  /** Behind blanks and comments. */
  #start(): number {
    return /^(?:[^\S\n]*(?:#[^\n]*)?\n)*[^\S\n]*/.exec(this.#chunk.text)?.[0].length ?? 0;
  }

  /** JSON is YAML as far as places go. */
  #find(): Map<string, Field[]> {
    const fields = new Map<string, Field[]>();
    composeYaml(this.#chunk.text, ({ parent, ...field }) => {
      const siblings = fields.get(parent);
      if (siblings) siblings.push(field);
      else fields.set(parent, [field]);
    });
    return fields;
  }
}

/** The field that a path begins with, and how much of the path names it. Names may hold dots and brackets themselves. */
function findChild(
  fields: readonly Field[],
  path: string,
  isRoot: boolean,
): { field: Field; length: number } | undefined {
  let best: { field: Field; length: number } | undefined;
  for (const field of fields) {
    const forms = [`[${field.name}]`, isRoot ? field.name : `.${field.name}`];
    for (const form of forms) {
      const isWhole = path.length === form.length || /^[.[]/.test(path.slice(form.length));
      // Of equal keys the last counts.
      if (path.startsWith(form) && isWhole && form.length >= (best?.length ?? 0)) best = { field, length: form.length };
    }
  }
  return best;
}
