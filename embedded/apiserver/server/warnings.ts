/** Of all warnings of an answer together, and of each once they are more, as on a real server. */
const MAX_TOTAL = 4 * 1024;
const MAX_EACH = 256;

/** Texts as Warning headers, each once. https://www.rfc-editor.org/rfc/rfc7234#section-5.5 */
export function formatWarnings(texts: readonly string[]): string[] {
  return shorten([...new Set(texts)]).map((text) => `299 - ${encode(JSON.stringify(text))}`);
}

function shorten(texts: readonly string[]): string[] {
  if (texts.reduce((total, text) => total + text.length, 0) <= MAX_TOTAL) return [...texts];
  const kept: string[] = [];
  let total = 0;
  for (const text of texts.map((long) => [...long].slice(0, MAX_EACH).join(''))) {
    total += text.length;
    if (total > MAX_TOTAL) break;
    kept.push(text);
  }
  return kept;
}

/** UTF-8 in the one way that Node's headers can carry it: a character for each byte. */
function encode(text: string): string {
  return Buffer.from(text.replaceAll('\x7f', '')).toString('latin1');
}
