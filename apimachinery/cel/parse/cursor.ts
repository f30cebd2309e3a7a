import type { Issue } from '../compile/issues.ts';
import type { Value } from '../values/value.ts';
import { SyntaxFault } from './fault.ts';
import { readBytes, readFloat, readInt, readString, readUint } from './literals.ts';
import type { Token } from './tokens.ts';

const LITERALS = "'true', 'false', 'null', NUM_FLOAT, NUM_INT, NUM_UINT, STRING, BYTES, IDENTIFIER";
const OPERAND = `{'[', '{', '(', '.', '-', '!', ${LITERALS}}`;
export const OPTIONAL_OPERAND = `{'[', '{', '(', '.', '-', '!', '?', ${LITERALS}}`;

/** The tokens of an expression and how far they are read. Its methods throw a SyntaxFault in the words of cel-go. */
export class Cursor {
  readonly tokens: readonly Token[];
  readonly issues: Issue[];
  next = 0;

  constructor(tokens: readonly Token[], issues: Issue[]) {
    this.tokens = tokens;
    this.issues = issues;
  }

  get token(): Token {
    return this.tokens[this.next] ?? { kind: 'end', text: '<EOF>', at: 0 };
  }

  take(): Token {
    const token = this.token;
    this.next += 1;
    return token;
  }

  isSign(...texts: readonly string[]): boolean {
    return this.token.kind === 'sign' && texts.includes(this.token.text);
  }

  skip(text: string): boolean {
    if (!this.isSign(text)) return false;
    this.next += 1;
    return true;
  }

  expect(text: string, isList = false): Token {
    if (this.isSign(text)) return this.take();
    if (this.token.kind === 'end' && text === ')') {
      throw new SyntaxFault(this.token.at, `missing '${text}' at '<EOF>'`);
    }
    const wanted = text === ']' && isList ? `{']', ','}` : `'${text}'`;
    throw this.unexpected(wanted, (token) => token.kind === 'sign' && token.text === text);
  }

  /** Messages tell apart what stands too much, before what is wanted, and what stands in its place. */
  unexpected(wanted: string, isWanted: (token: Token) => boolean): SyntaxFault {
    const { at, text } = this.token;
    const after = this.tokens[this.next + 1];
    const how = after && isWanted(after) ? 'extraneous' : 'mismatched';
    return new SyntaxFault(at, `${how} input '${text}' expecting ${wanted}`);
  }

  expectName(): Token {
    if (this.token.kind === 'name') return this.take();
    throw new SyntaxFault(this.token.at, `mismatched input '${this.token.text}' expecting IDENTIFIER`);
  }

  /** What follows a dot. */
  expectMember(): Token {
    const { kind, text, at } = this.token;
    if (kind === 'name' || kind === 'escaped') return this.expectField();
    if (/^[a-z]/.test(text)) return this.expectName();
    throw new SyntaxFault(at, `no viable alternative at input '.${kind === 'end' ? '' : text}'`);
  }

  /** Kubernetes takes no names in backticks. */
  expectField(): Token {
    const { kind, at } = this.token;
    if (kind === 'name') return this.take();
    if (kind !== 'escaped') {
      const detail = `mismatched input '${this.token.text}' expecting {IDENTIFIER, ESC_IDENTIFIER}`;
      throw new SyntaxFault(at, detail);
    }
    this.issues.push({ message: "unsupported syntax: '`'", offset: at });
    return this.take();
  }

  /** A sign belongs to the number that follows it. */
  startsNumber(): boolean {
    const after = this.tokens[this.next + 1]?.kind;
    return this.isSign('-') && (after === 'int' || after === 'float');
  }

  literal(): Value {
    const isNegative = this.startsNumber() && this.skip('-');
    const token = this.take();
    const { kind, text, at } = token;
    if (kind === 'sign') {
      if (text === 'null') return null;
      if (text === 'true' || text === 'false') return text === 'true';
    }
    switch (kind) {
      case 'int':
        return this.#require(readInt(text, isNegative), 'invalid int literal', at);
      case 'uint':
        return this.#require(readUint(text), 'invalid uint literal', at);
      case 'float':
        return this.#require(readFloat(text, isNegative), 'invalid double literal', at);
      case 'string':
        return this.#require(readString(token), 'invalid unicode code point', at);
      case 'bytes':
        return this.#require(readBytes(token), 'unable to unescape string', at);
      default: {
        const before = this.tokens[this.next - 2];
        if (before?.kind === 'sign' && before.text === '-' && text === '!') {
          throw new SyntaxFault(at, `no viable alternative at input '-!'`);
        }
        this.next -= 1;
        throw this.unexpected(OPERAND, startsOperand);
      }
    }
  }

  #require(value: Value | undefined, message: string, offset: number): Value {
    if (value !== undefined) return value;
    this.issues.push({ message, offset });
    return null;
  }
}

function startsOperand({ kind, text }: Token): boolean {
  if (kind === 'sign') return ['[', '{', '(', '.', '-', '!', 'true', 'false', 'null'].includes(text);
  return kind !== 'end' && kind !== 'escaped';
}
