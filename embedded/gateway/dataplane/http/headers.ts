import type { HeaderLine } from '../../model/header.ts';

/** Fields that speak of one connection only (RFC 9110 7.6.1). Transfer-Encoding is set anew by each side. */
const hopByHop = new Set([
  'connection',
  'keep-alive',
  'proxy-connection',
  'proxy-authenticate',
  'te',
  'transfer-encoding',
  'upgrade',
  'http2-settings',
]);

/** Node's raw header list as lines, without the pseudo headers of HTTP/2. */
export function readLines(raw: readonly string[]): readonly HeaderLine[] {
  const lines: HeaderLine[] = [];
  for (let index = 0; index + 1 < raw.length; index += 2) {
    const name = raw[index] ?? '';
    if (!name.startsWith(':')) lines.push([name, raw[index + 1] ?? '']);
  }
  return lines;
}

export function findValue(lines: readonly HeaderLine[], name: string): string | undefined {
  return lines.find(([existing]) => existing.toLowerCase() === name)?.[1];
}

/** Leaves out the hop-by-hop fields and those that Connection names. */
export function dropHopByHop(lines: readonly HeaderLine[]): readonly HeaderLine[] {
  const named = lines
    .filter(([name]) => name.toLowerCase() === 'connection')
    .flatMap(([, value]) => value.toLowerCase().split(','))
    .map((name) => name.trim());
  return lines.filter(([name]) => !hopByHop.has(name.toLowerCase()) && !named.includes(name.toLowerCase()));
}

/** Appends to a list-valued field, or adds it. */
export function appendTo(lines: readonly HeaderLine[], name: string, value: string): readonly HeaderLine[] {
  const at = lines.findIndex(([existing]) => existing.toLowerCase() === name.toLowerCase());
  const existing = lines[at];
  return existing ? lines.with(at, [existing[0], `${existing[1]}, ${value}`]) : [...lines, [name, value]];
}

export function upperCaseNames(lines: readonly HeaderLine[]): readonly HeaderLine[] {
  return lines.map(([name, value]) => [name.toUpperCase(), value]);
}

/** Lines as HTTP/2 has them: names in lower case, several values of one name in a list. */
export function toHttp2Headers(lines: readonly HeaderLine[]): Record<string, string | string[]> {
  const headers: Record<string, string | string[]> = {};
  for (const [name, value] of lines) {
    const lower = name.toLowerCase();
    const known = headers[lower];
    headers[lower] = known === undefined ? value : [known, value].flat();
  }
  return headers;
}

/** The lines of Node's header object, without pseudo headers. */
export function fromHttp2Headers(headers: Readonly<Record<string, unknown>>): readonly HeaderLine[] {
  return Object.entries(headers).flatMap(([name, value]) =>
    name.startsWith(':') ? [] : [value].flat().map((each): HeaderLine => [name, String(each)]),
  );
}
