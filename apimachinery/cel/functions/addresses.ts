/** The number that a valid address stands for, of 32 bits or of 128. */
export function readAddress(text: string): bigint {
  if (!text.includes(':')) return readGroups(text.split('.'), 10, 8n);
  const [plain = ''] = text.split('%');
  const unmixed = plain.replace(/[\d.]+$/, (tail) => (tail.includes('.') ? toHexGroups(tail) : tail));
  const [head = '', tail] = unmixed.split('::');
  const before = head === '' ? [] : head.split(':');
  const after = !tail ? [] : tail.split(':');
  const zeros = Array<string>(Math.max(8 - before.length - after.length, 0)).fill('0');
  return readGroups([...before, ...(tail === undefined ? [] : zeros), ...after], 16, 16n);
}

/** `1.2.3.4` at the end of an IPv6 address. */
function toHexGroups(dotted: string): string {
  const bits = readGroups(dotted.split('.'), 10, 8n);
  return `${(bits >> 16n).toString(16)}:${(bits & 0xffffn).toString(16)}`;
}

function readGroups(groups: readonly string[], radix: number, width: bigint): bigint {
  return groups.reduce((bits, group) => (bits << width) | BigInt(Number.parseInt(group || '0', radix)), 0n);
}

/** The one canonical form of an address. https://www.rfc-editor.org/rfc/rfc5952 */
export function formatAddress(family: 4 | 6, bits: bigint): string {
  if (family === 4) return [24n, 16n, 8n, 0n].map((shift) => String((bits >> shift) & 0xffn)).join('.');
  const groups = [112n, 96n, 80n, 64n, 48n, 32n, 16n, 0n].map((shift) => ((bits >> shift) & 0xffffn).toString(16));
  const { start, length } = findZeros(groups);
  if (length < 2) return groups.join(':');
  return `${groups.slice(0, start).join(':')}::${groups.slice(start + length).join(':')}`;
}

/** The first of the longest runs of zeros. */
function findZeros(groups: readonly string[]): { start: number; length: number } {
  let best = { start: 0, length: 0 };
  let start = 0;
  groups.forEach((group, index) => {
    if (group !== '0') start = index + 1;
    else if (index + 1 - start > best.length) best = { start, length: index + 1 - start };
  });
  return best;
}
