/**
 * The same value with control characters made visible in every string. What an implementation answers may hold escape
 * codes, and a terminal would obey them; or lines that begin as lines of ours do, or as commands to a CI server.
 */
export function makePrintable<T>(value: T): T {
  return mapStrings(value) as T;
}

function mapStrings(value: unknown): unknown {
  if (typeof value === 'string') return showControls(value);
  if (Array.isArray(value)) return value.map(mapStrings);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, mapStrings(inner)]));
}

/** What CI servers take for a command where a line begins with it. */
const command = /^(\s*)(::[a-z][\w-]*[^:\n]*::|##(?:vso)?\[)/i;

/** The same for one text. */
export function showControls(text: string): string {
  return text
    .replace(command, '$1\\$2')
    .replaceAll(/[\p{Cc}\p{Cs}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu, (char) => {
      if (char === '\n') return '\n  | ';
      if (char === '\t') return char;
      return `\\x${(char.codePointAt(0) ?? 0).toString(16).padStart(2, '0')}`;
    });
}
