import { badRequest } from '../errors/status.ts';
import type { KubeObject } from '../types.ts';
import { makeRequirement, type Requirement } from './requirement.ts';
import { readTokens, type Token } from './tokens.ts';

export type Matcher = (object: KubeObject) => boolean;

const OPERATORS = ['in', 'notin', '=', '==', '!=', '>', '<'];
/** As messages list them. */
const KNOWN_OPERATORS = 'in, notin, =, ==, !=, gt, lt';

/** Reads `a=b,c!=d,e in (f,g),h,!i`. https://kubernetes.io/docs/concepts/overview/working-with-objects/labels/ */
export function parseLabelSelector(text: string): Matcher | undefined {
  if (text.trim() === '') return undefined;
  const requirements = new Parser(readTokens(text)).readAll();
  return ({ metadata }) => requirements.every((matches) => matches(metadata.labels ?? {}));
}

/** Reads what a selector asks for; its messages are those of a real server. */
class Parser {
  readonly #tokens: readonly Token[];
  #position = 0;

  constructor(tokens: readonly Token[]) {
    this.#tokens = tokens;
  }

  /** @throws ApiError 400 */
  readAll(): Requirement[] {
    const requirements: Requirement[] = [];
    for (;;) {
      const first = this.#peek();
      if (first.kind !== 'word' && first.text !== '!') {
        if (first.kind === 'end') return requirements;
        throw badRequest(`found '${first.text}', expected: !, identifier, or 'end of string'`);
      }
      requirements.push(this.#readRequirement());
      const next = this.#take();
      if (next.kind === 'end') return requirements;
      if (next.text !== ',') throw badRequest(`found '${next.text}', expected: ',' or 'end of string'`);
      const after = this.#peek();
      if (after.kind === 'word' || after.text === '!') continue;
      throw badRequest(`found '${after.text}', expected: identifier after ','`);
    }
  }

  #readRequirement(): Requirement {
    const isAbsent = this.#peek().text === '!';
    if (isAbsent) this.#take();
    const key = this.#take();
    if (key.kind !== 'word') throw refuse(`found '${key.text}', expected: identifier`);
    const next = this.#peek();
    if (isAbsent) return makeRequirement(key.text, '!', []);
    if (next.kind === 'end' || next.text === ',') return makeRequirement(key.text, '', []);
    const operator = this.#take().text;
    if (!OPERATORS.includes(operator)) throw refuse(`found '${operator}', expected: ${KNOWN_OPERATORS}`);
    const isSet = operator === 'in' || operator === 'notin';
    return makeRequirement(key.text, operator, isSet ? this.#readValues() : [this.#readValue()]);
  }

  #readValue(): string {
    const next = this.#peek();
    if (next.kind === 'end' || next.text === ',') return '';
    this.#take();
    if (next.kind === 'word') return next.text;
    throw refuse(`found '${next.text}', expected: identifier`);
  }

  #readValues(): string[] {
    const open = this.#take();
    if (open.text !== '(') throw refuse(`found '${open.text}' expected: '('`);
    const values = new Set<string>();
    for (;;) {
      const next = this.#take();
      if (next.kind === 'word') {
        values.add(next.text);
        const after = this.#take();
        if (after.text === ')') return [...values];
        if (after.text !== ',') throw refuse(`found '${after.text}', expected: ',' or ')'`);
        // A comma that nothing follows stands for an empty value.
        if (this.#peek().text === ')') values.add('');
      } else if (next.text === ',') values.add('');
      else if (next.text === ')') return values.size === 0 ? [''] : [...values];
      else throw refuse(`found '${next.text}', expected: ',', ')' or identifier`);
    }
  }

  #peek(): Token {
    return this.#tokens[this.#position] ?? { kind: 'end', text: '' };
  }

  #take(): Token {
    const token = this.#peek();
    this.#position++;
    return token;
  }
}

function refuse(detail: string): Error {
  return badRequest(`unable to parse requirement: ${detail}`);
}
