/** What Go writes in place of a character that has a short escape. */
export const SHORT_ESCAPES: Readonly<Record<string, string>> = {
  '\x07': '\\a',
  '\b': '\\b',
  '\f': '\\f',
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
  '\v': '\\v',
  '\\': '\\\\',
  '"': '\\"',
};

/** A text as Go's %q prints it. Messages of a real server quote so. */
export function quoteText(text: string): string {
  const quoted = text.replace(
    /["\\]|[^\P{C}\u00ad]|[\u2028\u2029\u00a0]/gu,
    (point) => SHORT_ESCAPES[point] ?? escapePoint(point),
  );
  return `"${quoted}"`;
}

function escapePoint(point: string): string {
  const code = point.codePointAt(0) ?? 0;
  const hex = code.toString(16);
  if (code < 0x80) return `\\x${hex.padStart(2, '0')}`;
  return code < 0x10000 ? `\\u${hex.padStart(4, '0')}` : `\\U${hex.padStart(8, '0')}`;
}

/** A value as Go's encoding/json writes it, which also escapes what HTML gives a meaning. */
export function formatJson(value: unknown): string {
  const text = JSON.stringify(value) ?? 'null';
  return text.replace(
    /[<>&\u2028\u2029]/g,
    (point) => `\\u${(point.codePointAt(0) ?? 0).toString(16).padStart(4, '0')}`,
  );
}
