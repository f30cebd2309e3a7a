const units: Readonly<Record<string, number>> = { h: 3600, m: 60, s: 1, ms: 0.001 };

/** Seconds of a duration of the Gateway API (GEP-2257): `1m30s`; undefined for what is none. */
export function readSeconds(text: string | undefined): number | undefined {
  if (text === undefined || !/^(\d{1,5}(h|m|s|ms)){1,4}$/.test(text)) return undefined;
  return [...text.matchAll(/(\d+)(ms|h|m|s)/g)].reduce(
    (sum, [, amount, unit]) => sum + Number(amount) * (units[unit ?? ''] ?? 0),
    0,
  );
}
