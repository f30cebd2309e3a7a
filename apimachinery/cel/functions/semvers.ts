import { Opaque } from '../values/opaque.ts';
import { CelError } from '../values/scalars.ts';
import type { Value } from '../values/value.ts';
import type { FunctionTable } from './registry.ts';

const NUMBER = '(?:0|[1-9]\\d*)';
const LABEL = `(?:${NUMBER}|\\d*[A-Za-z-][0-9A-Za-z-]*)`;
const SHAPE = new RegExp(
  `^(${NUMBER})\\.(${NUMBER})\\.(${NUMBER})(?:-(${LABEL}(?:\\.${LABEL})*))?(?:\\+[0-9A-Za-z-]+(?:\\.[0-9A-Za-z-]+)*)?$`,
);

/** https://semver.org, by its parts that count for the order. */
class Semver extends Opaque {
  override readonly typeName = 'kubernetes.Semver';
  readonly numbers: readonly bigint[];
  readonly labels: readonly string[];

  constructor(numbers: readonly bigint[], labels: readonly string[]) {
    super();
    this.numbers = numbers;
    this.labels = labels;
  }

  compare(other: Semver): bigint {
    for (const [index, number] of this.numbers.entries()) {
      const theirs = other.numbers[index] ?? 0n;
      if (number !== theirs) return number < theirs ? -1n : 1n;
    }
    if (this.labels.length === 0 || other.labels.length === 0) {
      return BigInt(Number(this.labels.length === 0) - Number(other.labels.length === 0));
    }
    return compareLabels(this.labels, other.labels);
  }

  override equals(other: Value): boolean {
    return other instanceof Semver && this.compare(other) === 0n;
  }
}

function compareLabels(a: readonly string[], b: readonly string[]): bigint {
  for (const [index, label] of a.entries()) {
    const other = b[index];
    if (other === undefined) return 1n;
    if (label === other) continue;
    const [left, right] = [/^\d+$/.test(label), /^\d+$/.test(other)];
    if (left !== right) return left ? -1n : 1n;
    return (left ? BigInt(label) < BigInt(other) : label < other) ? -1n : 1n;
  }
  return a.length < b.length ? -1n : 0n;
}

function parseSemver(text: string, normalize = false): Semver {
  const match = SHAPE.exec(normalize ? complete(text) : text);
  if (!match && text.split('.').length < 3) throw new CelError('No Major.Minor.Patch elements found');
  if (!match) throw new CelError(`Invalid character(s) found in version ${JSON.stringify(text)}`);
  const [, major = '0', minor = '0', patch = '0', labels] = match;
  return new Semver([BigInt(major), BigInt(minor), BigInt(patch)], labels?.split('.') ?? []);
}

/** `v1` as `1.0.0`, `01.1` as `1.1.0`. */
function complete(text: string): string {
  const [, numbers = '', rest = ''] = /^v?([\d.]*)(.*)$/.exec(text) ?? [];
  const parts = numbers.split('.').map((part) => part.replace(/^0+(?=\d)/, ''));
  while (parts.length < 3) parts.push('0');
  return `${parts.join('.')}${rest}`;
}

/** https://kubernetes.io/docs/reference/using-api/cel/#kubernetes-semver-library */
export function addSemvers(table: FunctionTable): void {
  const type = 'kubernetes.Semver';
  const isSemver = (text: string, normalize = false) => {
    try {
      parseSemver(text, normalize);
      return true;
    } catch {
      return false;
    }
  };
  table
    .add('semver', ['string'], type, (text: string) => parseSemver(text))
    .add('semver', ['string', 'bool'], type, parseSemver)
    .add('isSemver', ['string'], 'bool', (text: string) => isSemver(text))
    .add('isSemver', ['string', 'bool'], 'bool', isSemver)
    .addMethod('isGreaterThan', [type, type], 'bool', (a: Semver, b: Semver) => a.compare(b) === 1n)
    .addMethod('isLessThan', [type, type], 'bool', (a: Semver, b: Semver) => a.compare(b) === -1n)
    .addMethod('compareTo', [type, type], 'int', (a: Semver, b: Semver) => a.compare(b));
  ['major', 'minor', 'patch'].forEach((name, index) => {
    table.addMethod(name, [type], 'int', (version: Semver) => version.numbers[index] ?? 0n);
  });
}
