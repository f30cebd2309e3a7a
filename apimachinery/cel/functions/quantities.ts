import { Opaque } from '../values/opaque.ts';
import { CelError } from '../values/scalars.ts';
import type { Value } from '../values/value.ts';
import type { FunctionTable } from './registry.ts';

const SHAPE = /^([-+]?)(\d*)\.?(\d*)(?:([KMGTPE]i)|([numkMGTPE]?)|[eE]([-+]?\d+))$/;
const BINARY: Readonly<Record<string, bigint>> = { Ki: 10n, Mi: 20n, Gi: 30n, Ti: 40n, Pi: 50n, Ei: 60n };
const DECIMAL: Readonly<Record<string, number>> = { n: -9, u: -6, m: -3, '': 0, k: 3, M: 6, G: 9, T: 12, P: 15, E: 18 };
const PATTERN = '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$';
/** Values are whole numbers of this fraction, as fine as a quantity can be. */
const SCALE = 10n ** 9n;
const MAX_INT = 2n ** 63n - 1n;

/** https://kubernetes.io/docs/reference/kubernetes-api/common-definitions/quantity/ */
class Quantity extends Opaque {
  override readonly typeName = 'kubernetes.Quantity';
  /** In billionths. */
  readonly nanos: bigint;

  constructor(nanos: bigint) {
    super();
    this.nanos = nanos;
  }

  get whole(): bigint | undefined {
    const value = this.nanos / SCALE;
    const isWhole = this.nanos % SCALE === 0n && value <= MAX_INT && value >= -MAX_INT - 1n;
    return isWhole ? value : undefined;
  }

  override equals(other: Value): boolean {
    return other instanceof Quantity && other.nanos === this.nanos;
  }
}

function parseQuantity(text: string): Quantity {
  const found = SHAPE.exec(text);
  const [, sign, whole = '', fraction = '', binary, decimal = '', exponent] = found ?? [];
  if (whole === '' && fraction === '') {
    throw new CelError(`quantities must match the regular expression '${PATTERN}'`);
  }
  const digits = BigInt(`${whole}${fraction}`);
  const power = (exponent === undefined ? (DECIMAL[decimal] ?? 0) : Number(exponent)) - fraction.length + 9;
  const scaled = binary ? digits << (BINARY[binary] ?? 0n) : digits;
  const nanos = power >= 0 ? scaled * 10n ** BigInt(power) : roundUp(scaled, 10n ** BigInt(-power));
  return new Quantity(sign === '-' ? -nanos : nanos);
}

function roundUp(value: bigint, by: bigint): bigint {
  return (value + by - 1n) / by;
}

/** https://kubernetes.io/docs/reference/using-api/cel/#kubernetes-quantity-library */
export function addQuantities(table: FunctionTable): void {
  const type = 'kubernetes.Quantity';
  const order = (a: Quantity, b: Quantity) => (a.nanos < b.nanos ? -1n : a.nanos > b.nanos ? 1n : 0n);
  table
    .add('quantity', ['string'], type, parseQuantity)
    .add('isQuantity', ['string'], 'bool', (text: string) => isQuantity(text))
    .add('sign', [type], 'int', (quantity: Quantity) => order(quantity, new Quantity(0n)))
    .addMethod('isGreaterThan', [type, type], 'bool', (a: Quantity, b: Quantity) => order(a, b) === 1n)
    .addMethod('isLessThan', [type, type], 'bool', (a: Quantity, b: Quantity) => order(a, b) === -1n)
    .addMethod('compareTo', [type, type], 'int', order)
    .addMethod('isInteger', [type], 'bool', (quantity: Quantity) => quantity.whole !== undefined)
    .addMethod('asInteger', [type], 'int', (quantity: Quantity) => {
      if (quantity.whole === undefined) throw new CelError('cannot convert value to integer');
      return quantity.whole;
    })
    .addMethod('asApproximateFloat', [type], 'double', ({ nanos }: Quantity) => {
      return Number(nanos / SCALE) + Number(nanos % SCALE) / Number(SCALE);
    })
    .addMethod('add', [type, type], type, (a: Quantity, b: Quantity) => new Quantity(a.nanos + b.nanos))
    .addMethod('add', [type, 'int'], type, (a: Quantity, b: bigint) => new Quantity(a.nanos + b * SCALE))
    .addMethod('sub', [type, type], type, (a: Quantity, b: Quantity) => new Quantity(a.nanos - b.nanos))
    .addMethod('sub', [type, 'int'], type, (a: Quantity, b: bigint) => new Quantity(a.nanos - b * SCALE));
}

function isQuantity(text: string): boolean {
  try {
    parseQuantity(text);
    return true;
  } catch {
    return false;
  }
}
