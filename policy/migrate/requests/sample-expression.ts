/** Texts that a regular expression is likely to match, some of its shortest; what cannot be read gives none. */
export function sampleExpression(source: string): readonly string[] {
  if (source.length > MAX_LENGTH) return [];
  try {
    const reader = new Reader(source);
    const samples = reader.readAlternatives();
    return [...new Set(samples)].slice(0, MAX_SAMPLES);
  } catch (error) {
    if (error instanceof Unreadable) return [];
    throw error;
  }
}

const MAX_LENGTH = 1000;
const MAX_SAMPLES = 12;
const MAX_DEPTH = 50;

class Unreadable extends Error {}

/** Goes through an expression from left to right; each part gives a few texts. */
class Reader {
  readonly #source: string;
  #at = 0;
  #depth = 0;

  constructor(source: string) {
    this.#source = source.replace(/^\(\?[a-zA-Z]+\)/, '');
  }

  readAlternatives(): string[] {
    this.#depth += 1;
    if (this.#depth > MAX_DEPTH) throw new Unreadable();
    const found = [...this.#readSequence()];
    while (this.#peek() === '|') {
      this.#at += 1;
      found.push(...this.#readSequence());
    }
    this.#depth -= 1;
    return found.slice(0, MAX_SAMPLES);
  }

  #readSequence(): string[] {
    let texts = [''];
    while (this.#at < this.#source.length && this.#peek() !== '|' && this.#peek() !== ')') {
      const parts = this.#readQuantified();
      texts = combine(texts, parts);
    }
    return texts;
  }

  #readQuantified(): string[] {
    const atoms = this.#readAtom();
    const quantifier = this.#readQuantifier();
    if (!quantifier) return atoms;
    const [least, most] = quantifier;
    const counts = [...new Set([least, Math.min(most, Math.max(1, least))])];
    return counts.flatMap((count) => (count === 0 ? [''] : atoms.map((atom) => atom.repeat(Math.min(count, 20)))));
  }

  #readQuantifier(): readonly [number, number] | undefined {
    const [whole, simple, least, comma, most] =
      /^(?:([*+?])|\{(\d+)(?:(,)(\d*))?\})[?+]?/.exec(this.#source.slice(this.#at)) ?? [];
    if (whole === undefined) return undefined;
    this.#at += whole.length;
    if (simple === '*') return [0, 2];
    if (simple === '+') return [1, 2];
    if (simple === '?') return [0, 1];
    const first = Number(least);
    return [first, comma === undefined ? first : most === '' ? first + 1 : Number(most)];
  }

  #readAtom(): string[] {
    const char = this.#next();
    if (char === '(') return this.#readGroup();
    if (char === '[') return [this.#readClass()];
    if (char === '\\') return [this.#readEscape()];
    if (char === '.') return ['x'];
    if (char === '^' || char === '$') return [''];
    return [char];
  }

  #readGroup(): string[] {
    const [head = ''] = /^\?(?:P?<[A-Za-z]\w*>|[a-zA-Z]*:)/.exec(this.#source.slice(this.#at)) ?? [];
    if (this.#peek() === '?' && head === '') throw new Unreadable();
    this.#at += head.length;
    const inner = this.readAlternatives();
    if (this.#next() !== ')') throw new Unreadable();
    return inner;
  }

  #readClass(): string {
    const [whole, negated, body = ''] = /^(\^?)(\]?(?:\\.|[^\]\\])*)\]/.exec(this.#source.slice(this.#at)) ?? [];
    if (whole === undefined) throw new Unreadable();
    this.#at += whole.length;
    if (negated !== '^')
      return escapes[body.slice(0, 2)] ?? (body.startsWith('\\') ? (body[1] ?? 'x') : (body[0] ?? 'x'));
    return ['x', 'Z', '7', '-', '_'].find((char) => !new RegExp(`[${body.replaceAll('[', '\\[')}]`).test(char)) ?? 'x';
  }

  #readEscape(): string {
    const char = this.#next();
    if (/[bBAzZ]/.test(char)) return '';
    return escapes[`\\${char}`] ?? char;
  }

  #peek(): string | undefined {
    return this.#source[this.#at];
  }

  #next(): string {
    const char = this.#source[this.#at];
    if (char === undefined) throw new Unreadable();
    this.#at += 1;
    return char;
  }
}

const escapes: Readonly<Record<string, string>> = {
  '\\d': '7',
  '\\w': 'w',
  '\\s': ' ',
  '\\D': 'x',
  '\\W': '-',
  '\\S': 'x',
};

function combine(texts: readonly string[], parts: readonly string[]): string[] {
  return texts.flatMap((text) => parts.map((part) => `${text}${part}`)).slice(0, MAX_SAMPLES * 2);
}
