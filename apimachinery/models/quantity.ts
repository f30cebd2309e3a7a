const PATTERN = /^([+-]?)(\d+\.?\d*|\.\d+)(n|u|m|k|M|G|T|P|E|Ki|Mi|Gi|Ti|Pi|Ei|[eE][+-]?\d+)?$/;
const DECIMAL: Readonly<Record<string, number>> = { n: -9, u: -6, m: -3, '': 0, k: 3, M: 6, G: 9, T: 12, P: 15, E: 18 };
const BINARY = ['Ki', 'Mi', 'Gi', 'Ti', 'Pi', 'Ei'];

/**
 * An amount in its canonical form, `1000m` as `1` and `1024Mi` as `1Gi`; undefined for what is none.
 * https://kubernetes.io/docs/reference/kubernetes-api/common-definitions/quantity/
 */
export function formatQuantity(text: string): string | undefined {
  const amount = readQuantity(text);
  if (!amount) return undefined;
  const { nano, isBinary, isExponent } = amount;
  const minus = nano < 0n ? '-' : '';
  const size = nano < 0n ? -nano : nano;
  if (isBinary && size % 1_000_000_000n === 0n) return minus + formatBinary(size / 1_000_000_000n);
  return minus + formatDecimal(size, isExponent);
}

/** Below, at or above zero as the first is less than, equal to or more than the second; what is none counts as nothing. */
export function compareQuantities(a: string, b: string): number {
  const [left, right] = [readQuantity(a)?.nano ?? 0n, readQuantity(b)?.nano ?? 0n];
  return left < right ? -1 : left > right ? 1 : 0;
}

function readQuantity(text: string): { nano: bigint; isBinary: boolean; isExponent: boolean } | undefined {
  const match = PATTERN.exec(text.trim());
  if (!match) return undefined;
  const [, sign = '', digits = '0', suffix = ''] = match;
  const [whole = '', fraction = ''] = digits.split('.');
  const power = BINARY.indexOf(suffix) + 1;
  const isExponent = /^[eE]/.test(suffix) && suffix !== 'E';
  // In units of 1e-9, the smallest that is kept; what is smaller is rounded up.
  const scale = power > 0 ? 0 : isExponent ? Number(suffix.slice(1)) : (DECIMAL[suffix] ?? 0);
  const nano = shift(BigInt(whole + fraction) * 1024n ** BigInt(power), 9 + scale - fraction.length);
  return { nano: sign === '-' ? -nano : nano, isBinary: power > 0, isExponent };
}

function shift(value: bigint, exponent: number): bigint {
  if (exponent >= 0) return value * 10n ** BigInt(exponent);
  const divisor = 10n ** BigInt(-exponent);
  return (value + divisor - 1n) / divisor;
}

function formatBinary(bytes: bigint): string {
  let value = bytes;
  let power = 0;
  while (value !== 0n && value % 1024n === 0n && power < BINARY.length) {
    value /= 1024n;
    power += 1;
  }
  return `${value}${BINARY[power - 1] ?? ''}`;
}

function formatDecimal(nano: bigint, isExponent: boolean): string {
  let value = nano;
  let exponent = -9;
  while (value !== 0n && value % 1000n === 0n && exponent < 18) {
    value /= 1000n;
    exponent += 3;
  }
  if (value === 0n) return '0';
  if (isExponent) return exponent === 0 ? `${value}` : `${value}e${exponent}`;
  const suffix = Object.keys(DECIMAL).find((key) => DECIMAL[key] === exponent) ?? '';
  return `${value}${suffix}`;
}
