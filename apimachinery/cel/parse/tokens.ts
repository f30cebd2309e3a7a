import { SyntaxFault } from './fault.ts';

/** `sign`: an operator, a bracket, or one of the words `in`, `true`, `false` and `null`. */
export type TokenKind = 'sign' | 'name' | 'escaped' | 'int' | 'uint' | 'float' | 'string' | 'bytes' | 'end';

export interface Token {
  readonly kind: TokenKind;
  readonly text: string;
  /** Index of its first UTF-16 unit in the source. */
  readonly at: number;
}

const ESCAPE = String.raw`\\(?:[abfnrtv"'\\?${'`'}]|x[0-9a-fA-F]{2}|X[0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8}|[0-3][0-7]{2})`;
const STRING = [
  String.raw`[rR](?:"""[\s\S]*?"""|'''[\s\S]*?'''|"[^"\n\r]*"|'[^'\n\r]*')`,
  String.raw`"""(?:${ESCAPE}|[^\\])*?"""|'''(?:${ESCAPE}|[^\\])*?'''`,
  String.raw`"(?:${ESCAPE}|[^\\"\n\r])*"|'(?:${ESCAPE}|[^\\'\n\r])*'`,
].join('|');

/** The first that fits is the longest. https://github.com/google/cel-spec/blob/master/doc/langdef.md#syntax */
const TOKEN = new RegExp(
  [
    String.raw`(?<blank>[\t\n\f\r ]+|//[^\n]*)`,
    `(?<bytes>[bB](?:${STRING}))`,
    `(?<string>${STRING})`,
    String.raw`(?<float>\d+\.\d+(?:[eE][-+]?\d+)?|\d+[eE][-+]?\d+|\.\d+(?:[eE][-+]?\d+)?)`,
    String.raw`(?<uint>(?:0x[0-9a-fA-F]+|\d+)[uU])`,
    String.raw`(?<int>0x[0-9a-fA-F]+|\d+)`,
    String.raw`(?<sign>(?:in|true|false|null)(?![_a-zA-Z0-9])|[=!<>]=|&&|\|\||[[\]{}().,\-!?:+*/%<>])`,
    '(?<escaped>`[a-zA-Z0-9._/ -]+`)',
    '(?<name>[_a-zA-Z][_a-zA-Z0-9]*)',
  ].join('|'),
  'y',
);

/** The tokens of an expression, with one at its end, and what is none. */
export function readTokens(source: string): { tokens: Token[]; faults: SyntaxFault[] } {
  const tokens: Token[] = [];
  const faults: SyntaxFault[] = [];
  let at = 0;
  while (at < source.length) {
    TOKEN.lastIndex = at;
    const groups = TOKEN.exec(source)?.groups ?? {};
    const found = Object.entries(groups).find(([, text]) => text !== undefined);
    if (!found) {
      const rest = REST.exec(source.slice(at))?.[0] ?? '';
      faults.push(new SyntaxFault(at, `token recognition error at: '${rest}'`));
      at += rest.length;
      continue;
    }
    const [kind, text] = found;
    if (kind !== 'blank') tokens.push({ kind: kind as TokenKind, text, at });
    at += text.length;
  }
  return { tokens: [...tokens, { kind: 'end', text: '<EOF>', at: source.length }], faults };
}

/** What cannot be read: of a text that does not end, or half an operator, up to what does not fit; else one character. */
const REST = new RegExp(
  `^(?:"(?:${ESCAPE}|[^\\\\"\n\r])*|'(?:${ESCAPE}|[^\\\\'\n\r])*)(?:\\\\?[\\s\\S])?|^[=&|][\\s\\S]|^[\\s\\S]`,
  'u',
);
