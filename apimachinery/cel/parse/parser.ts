import type { Issue } from '../compile/issues.ts';
import { Cursor, OPTIONAL_OPERAND } from './cursor.ts';
import { SyntaxFault } from './fault.ts';
import type { BinaryOperator, ListItem, MapEntry, MessageField, Node } from './node.ts';
import type { Token } from './tokens.ts';

const MAX_DEPTH = 250;
const RESERVED = [
  ...['as', 'break', 'const', 'continue', 'else', 'for', 'function', 'if', 'import', 'let', 'loop', 'package'],
  ...['namespace', 'return', 'var', 'void', 'while'],
];
const RELATIONS = ['<', '<=', '>=', '>', '==', '!=', 'in'] as const;
const SUMS = ['+', '-'] as const;
const PRODUCTS = ['*', '/', '%'] as const;

/** Goes down the grammar of https://github.com/google/cel-spec/blob/master/doc/langdef.md#syntax, with optional values. */
export class Parser {
  readonly #cursor: Cursor;
  #depth = 0;

  constructor(tokens: readonly Token[], issues: Issue[]) {
    this.#cursor = new Cursor(tokens, issues);
  }

  /** @throws SyntaxFault */
  parse(): Node {
    const node = this.#expression();
    if (this.#cursor.token.kind !== 'end') throw this.#cursor.unexpected('<EOF>', ({ kind }) => kind === 'end');
    return node;
  }

  #expression(): Node {
    this.#depth += 1;
    if (this.#depth > MAX_DEPTH) {
      throw new SyntaxFault(this.#cursor.token.at, `expression recursion limit exceeded: ${MAX_DEPTH}`);
    }
    const test = this.#logic('||', () => this.#logic('&&', () => this.#relation()));
    const { at } = this.#cursor.token;
    let node = test;
    if (this.#cursor.skip('?')) {
      const yes = this.#logic('||', () => this.#logic('&&', () => this.#relation()));
      this.#cursor.expect(':');
      node = { op: 'condition', test, yes, no: this.#expression(), at };
    }
    this.#depth -= 1;
    return node;
  }

  #logic(operator: '&&' | '||', operand: () => Node): Node {
    let left = operand();
    while (this.#cursor.isSign(operator)) {
      const { at } = this.#cursor.take();
      left = { op: 'logic', operator, left, right: operand(), at };
    }
    return left;
  }

  #relation(): Node {
    const product = () => this.#chain(PRODUCTS, () => this.#unary());
    return this.#chain(RELATIONS, () => this.#chain(SUMS, product));
  }

  #chain(operators: readonly BinaryOperator[], operand: () => Node): Node {
    let left = operand();
    while (this.#cursor.isSign(...operators)) {
      const { at, text } = this.#cursor.take();
      left = { op: 'binary', operator: text as BinaryOperator, left, right: operand(), at };
    }
    return left;
  }

  /** Signs undo each other in pairs. */
  #unary(): Node {
    const { at, text } = this.#cursor.token;
    if (!this.#cursor.isSign('!', '-') || this.#cursor.startsNumber()) return this.#member();
    let count = 0;
    while (this.#cursor.isSign(text)) {
      this.#cursor.take();
      count += 1;
    }
    const operand = this.#member();
    return count % 2 === 0 ? operand : { op: 'unary', operator: text as '!' | '-', operand, at };
  }

  #member(): Node {
    let node = this.#primary();
    for (;;) {
      const { at } = this.#cursor.token;
      if (this.#cursor.skip('.')) {
        const optional = this.#cursor.skip('?');
        const { text } = optional ? this.#cursor.expectField() : this.#cursor.expectMember();
        const open = this.#cursor.token;
        if (!optional && this.#cursor.skip('(')) {
          node = { op: 'call', name: text, receiver: node, args: this.#arguments(), at: open.at };
        } else node = { op: 'select', operand: node, field: text, optional, at };
      } else if (this.#cursor.skip('[')) {
        const optional = this.#cursor.skip('?');
        const index = this.#optionalOperand();
        this.#cursor.expect(']');
        node = { op: 'index', operand: node, index, optional, at };
      } else return node;
    }
  }

  #arguments(): Node[] {
    const args: Node[] = [];
    if (this.#cursor.skip(')')) return args;
    do args.push(this.#expression());
    while (this.#cursor.skip(','));
    this.#cursor.expect(')');
    return args;
  }

  #primary(): Node {
    const token = this.#cursor.token;
    const { at, kind } = token;
    if (kind === 'name' || this.#cursor.isSign('.')) return this.#named();
    if (this.#cursor.skip('(')) {
      const inner = this.#expression();
      this.#cursor.expect(')');
      return inner;
    }
    if (this.#cursor.skip('[')) return { op: 'list', items: this.#list(']', () => this.#item()), at };
    if (this.#cursor.skip('{')) return { op: 'map', entries: this.#list('}', () => this.#entry()), at };
    return { op: 'literal', value: this.#cursor.literal(), at };
  }

  /** A name, a call, or a message; a dot before it says that it is none of a container, and here is no container. */
  #named(): Node {
    const start = this.#cursor.token;
    const isRooted = this.#cursor.skip('.');
    const { text, at: nameAt } = this.#cursor.expectName();
    const at = isRooted ? start.at : nameAt;
    const type = this.#messageType(text);
    if (type !== undefined) {
      const open = this.#cursor.expect('{');
      return { op: 'message', type, fields: this.#list('}', () => this.#field()), at: open.at };
    }
    if (RESERVED.includes(text)) this.#cursor.issues.push({ message: `reserved identifier: ${text}`, offset: nameAt });
    const open = this.#cursor.token;
    if (this.#cursor.skip('(')) {
      const name = isRooted ? `.${text}` : text;
      return { op: 'call', name, receiver: undefined, args: this.#arguments(), at: open.at };
    }
    return { op: 'name', name: text, at };
  }

  /** The dotted name that goes on after its first part, where a brace follows. */
  #messageType(first: string): string | undefined {
    let index = this.#cursor.next;
    let name = first;
    while (this.#cursor.tokens[index]?.text === '.' && this.#cursor.tokens[index + 1]?.kind === 'name') {
      name += `.${this.#cursor.tokens[index + 1]?.text}`;
      index += 2;
    }
    if (this.#cursor.tokens[index]?.text !== '{') return undefined;
    this.#cursor.next = index;
    return name;
  }

  /** Items up to a bracket, after which a comma may stand. */
  #list<T>(close: string, item: () => T): T[] {
    const items: T[] = [];
    while (!this.#cursor.isSign(close, ',')) {
      items.push(item());
      if (!this.#cursor.skip(',')) break;
    }
    if (items.length === 0) this.#cursor.skip(',');
    this.#cursor.expect(close, true);
    return items;
  }

  /** Before it a question mark could have stood. */
  #optionalOperand(): Node {
    if (this.#cursor.token.kind !== 'end') return this.#expression();
    throw new SyntaxFault(this.#cursor.token.at, `mismatched input '<EOF>' expecting ${OPTIONAL_OPERAND}`);
  }

  #item(): ListItem {
    const optional = this.#cursor.skip('?');
    return { optional, value: this.#expression() };
  }

  #entry(): MapEntry {
    const optional = this.#cursor.skip('?');
    const key = this.#expression();
    const { at } = this.#cursor.expect(':');
    return { optional, key, value: this.#expression(), at };
  }

  #field(): MessageField {
    const optional = this.#cursor.skip('?');
    const { text } = this.#cursor.expectField();
    const { at } = this.#cursor.expect(':');
    return { optional, name: text, value: this.#expression(), at };
  }
}
