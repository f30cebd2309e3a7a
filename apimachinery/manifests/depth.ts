import { type CST, Parser } from 'yaml';

/**
 * Whether a text of YAML is nested deeper than that. It must be known before it is composed: that goes down by calls, and
 * where these use up the stack, an expression that is compiled there ends the process, not the call.
 */
export function isDeeper(text: string, most: number): boolean {
  return looksDeep(text, most / 2) && measureDepth(text) > most;
}

/** A cheap guess that is never too low: by brackets, and by what stands before the first word of a line. */
function looksDeep(text: string, most: number): boolean {
  if (new RegExp(`^[ ?:-]{${most}}`, 'm').test(text)) return true;
  let open = 0;
  for (const [bracket] of text.matchAll(/[[\]{}]/g)) {
    open += bracket === '[' || bracket === '{' ? 1 : -1;
    // A bracket that closes nothing is part of a text.
    if (open < 0) open = 0;
    if (open > most) return true;
  }
  return false;
}

/** By the tokens of the text, which are read without going down. */
function measureDepth(text: string): number {
  let deepest = 0;
  const waiting: [CST.Token | CST.CollectionItem, number][] = [];
  for (const token of new Parser().parse(text)) waiting.push([token, 0]);
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    const [token, depth] = next;
    const inner = 'items' in token ? token.items : [];
    const below = inner.length > 0 ? depth + 1 : depth;
    deepest = Math.max(deepest, below);
    for (const item of inner) waiting.push([item, below]);
    for (const part of ['key', 'value'] as const) {
      const value: unknown = part in token ? (token as CST.CollectionItem)[part] : undefined;
      if (typeof value === 'object' && value !== null) waiting.push([value as CST.Token, depth]);
    }
  }
  return deepest;
}
