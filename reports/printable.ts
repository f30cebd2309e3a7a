/**
 * The same value with control characters made visible in every string. What an implementation answers may hold escape
 * codes, and a terminal would obey them.
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

function showControls(text: string): string {
  return text.replaceAll(/\p{Cc}/gu, (char) => {
    if (char === '\n' || char === '\t') return char;
    return `\\x${(char.codePointAt(0) ?? 0).toString(16).padStart(2, '0')}`;
  });
}
