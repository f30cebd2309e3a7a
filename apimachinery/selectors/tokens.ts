/** A part of a label selector: an operator, a bracket, a comma, or a word. */
export interface Token {
  kind: 'word' | 'operator' | 'end';
  text: string;
}

const PART = /\s*(==|!=|=|!|<|>|\(|\)|,|[^\s=!(),<>]+)/y;

export function readTokens(text: string): Token[] {
  const tokens: Token[] = [];
  PART.lastIndex = 0;
  for (let match = PART.exec(text); match; match = PART.exec(text)) {
    const part = match[1] ?? '';
    tokens.push({ kind: /^[=!(),<>]/.test(part) ? 'operator' : 'word', text: part });
  }
  return [...tokens, { kind: 'end', text: '' }];
}
