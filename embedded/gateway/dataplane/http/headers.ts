import type { HeaderLine } from '../../behaviour/types.ts';

/** Fields that speak of one connection only (RFC 9110 7.6.1). Transfer-Encoding is set anew by each side. */
const hopByHop = new Set([
  'connection',
  'keep-alive',
  'proxy-connection',
  'proxy-authenticate',
  'te',
  'transfer-encoding',
  'upgrade',
]);

/** Node's raw header list as lines. */
export function readLines(raw: readonly string[]): readonly HeaderLine[] {
  const lines: HeaderLine[] = [];
  for (let index = 0; index + 1 < raw.length; index += 2) lines.push([raw[index] ?? '', raw[index + 1] ?? '']);
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
