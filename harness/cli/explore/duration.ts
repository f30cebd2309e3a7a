import { UsageError } from '../../scenario/errors.ts';

const units: Readonly<Record<string, number>> = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000 };

/** `90s`, `10m`, `1h30m`; a number alone is seconds. In ms. Throws UsageError that names the flag. */
export function readDuration(flag: string, text: string): number {
  const parts = [...text.matchAll(/(\d+(?:\.\d+)?)(ms|s|m|h)/g)];
  if (/^\d+$/.test(text)) return Number(text) * 1_000;
  if (parts.length === 0 || parts.map(([whole]) => whole).join('') !== text)
    throw new UsageError(`--${flag} is ${JSON.stringify(text)}, expected a duration as 90s, 10m or 1h30m`);
  return parts.reduce((sum, [, amount, unit]) => sum + Number(amount) * (units[unit ?? ''] ?? 0), 0);
}
