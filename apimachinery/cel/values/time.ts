import { CelError } from './scalars.ts';

const UNITS: Readonly<Record<string, bigint>> = {
  ns: 1n,
  us: 1_000n,
  µs: 1_000n,
  μs: 1_000n,
  ms: 1_000_000n,
  s: 1_000_000_000n,
  m: 60_000_000_000n,
  h: 3_600_000_000_000n,
};
const SECOND = 1_000_000_000n;
const MAX = 2n ** 63n - 1n;

/** A span of time in nanoseconds. */
export class Duration {
  readonly nanos: bigint;

  constructor(nanos: bigint) {
    if (nanos > MAX || nanos < -MAX - 1n) throw new CelError('duration overflow');
    this.nanos = nanos;
  }

  /** Reads Go's form, `1h30m`, `-1.5s`, `0`; undefined where it is another. */
  static parse(text: string): Duration | undefined {
    const match = /^([-+]?)(0|(?:(?:\d+\.?\d*|\.\d+)(?:ns|us|µs|μs|ms|s|m|h))+)$/.exec(text);
    if (!match) return undefined;
    const [, sign, spans = ''] = match;
    let nanos = 0n;
    for (const [, whole = '', fraction = '', unit = ''] of spans.matchAll(/(\d*)\.?(\d*)(ns|us|µs|μs|ms|s|m|h)/g)) {
      const scale = UNITS[unit] ?? 0n;
      nanos += BigInt(whole || '0') * scale;
      if (fraction) nanos += (BigInt(fraction) * scale) / 10n ** BigInt(fraction.length);
    }
    return nanos > MAX ? undefined : new Duration(sign === '-' ? -nanos : nanos);
  }

  /** In seconds, `5400s`, `0.5s`. */
  toString(): string {
    return `${formatSeconds(this.nanos)}s`;
  }
}

/** A point of time: nanoseconds since 1970 in UTC. */
export class Timestamp {
  readonly nanos: bigint;

  constructor(nanos: bigint) {
    const seconds = nanos / SECOND;
    if (seconds < -62_135_596_800n || seconds > 253_402_300_799n) throw new CelError('timestamp overflow');
    this.nanos = nanos;
  }

  /** Reads RFC 3339; undefined where it is another form. */
  static parse(text: string): Timestamp | undefined {
    const match = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(?:\.(\d+))?(Z|[-+]\d\d:\d\d)$/.exec(text);
    if (!match) return undefined;
    const [, seconds, fraction = '', zone] = match;
    const millis = Date.parse(`${seconds}${zone}`);
    if (Number.isNaN(millis)) return undefined;
    return new Timestamp(BigInt(millis) * 1_000_000n + BigInt(fraction.slice(0, 9).padEnd(9, '0')));
  }

  get date(): Date {
    return new Date(Number(this.nanos / 1_000_000n));
  }

  toString(): string {
    const fraction = ((this.nanos % SECOND) + SECOND) % SECOND;
    const text = new Date(Number((this.nanos - fraction) / 1_000_000n)).toISOString().slice(0, 19);
    return `${text}${fraction === 0n ? '' : `.${String(fraction).padStart(9, '0').replace(/0+$/, '')}`}Z`;
  }
}

function formatSeconds(nanos: bigint): string {
  const absolute = nanos < 0n ? -nanos : nanos;
  const fraction = String(absolute % SECOND)
    .padStart(9, '0')
    .replace(/0+$/, '');
  return `${nanos < 0n ? '-' : ''}${absolute / SECOND}${fraction && `.${fraction}`}`;
}
