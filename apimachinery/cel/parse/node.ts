import type { Value } from '../values/value.ts';

export type BinaryOperator = '<' | '<=' | '>' | '>=' | '==' | '!=' | 'in' | '+' | '-' | '*' | '/' | '%';

/**
 * A part of an expression. `at` is the index of the UTF-16 unit that messages about it point to: of an operator, a dot or
 * an opening bracket where it has one, else of its first character.
 */
export type Node = { readonly at: number } & (
  | { readonly op: 'literal'; readonly value: Value }
  | { readonly op: 'name'; readonly name: string }
  | { readonly op: 'select'; readonly operand: Node; readonly field: string; readonly optional: boolean }
  | { readonly op: 'index'; readonly operand: Node; readonly index: Node; readonly optional: boolean }
  | { readonly op: 'call'; readonly name: string; readonly receiver: Node | undefined; readonly args: readonly Node[] }
  | { readonly op: 'list'; readonly items: readonly ListItem[] }
  | { readonly op: 'map'; readonly entries: readonly MapEntry[] }
  | { readonly op: 'message'; readonly type: string; readonly fields: readonly MessageField[] }
  | { readonly op: 'unary'; readonly operator: '!' | '-'; readonly operand: Node }
  | { readonly op: 'binary'; readonly operator: BinaryOperator; readonly left: Node; readonly right: Node }
  | { readonly op: 'logic'; readonly operator: '&&' | '||'; readonly left: Node; readonly right: Node }
  | { readonly op: 'condition'; readonly test: Node; readonly yes: Node; readonly no: Node }
);

/** `optional`: `?` stands before it, and it is left out where its value is missing. */
export interface ListItem {
  readonly value: Node;
  readonly optional: boolean;
}

export interface MapEntry extends ListItem {
  readonly key: Node;
  /** Of its colon. */
  readonly at: number;
}

export interface MessageField extends ListItem {
  readonly name: string;
  /** Of its colon. */
  readonly at: number;
}
