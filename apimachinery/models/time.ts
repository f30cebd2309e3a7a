const RFC3339 = /^\d{4}-\d\d-\d\d[Tt]\d\d:\d\d:\d\d(\.\d+)?([Zz]|[+-]\d\d:\d\d)$/;
const SECONDS = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d/;

/**
 * What is wrong with a time, in the words of Go's reader; undefined for a good one.
 * @param micro it has exactly six digits after the seconds
 */
export function describeTimeFault(text: string, micro: boolean): string | undefined {
  const layout = `2006-01-02T15:04:05${micro ? '.000000' : ''}Z07:00`;
  const tell = (rest: string, wanted: string) =>
    `parsing time ${JSON.stringify(text)} as "${layout}": cannot parse ${JSON.stringify(rest)} as "${wanted}"`;
  if (!micro) return RFC3339.test(text) ? undefined : tell(text, '2006');
  const [seconds] = SECONDS.exec(text) ?? [];
  if (seconds === undefined) return tell(text, '2006');
  const rest = text.slice(seconds.length);
  if (!/^\.\d{6}/.test(rest)) return tell(rest, '.000000');
  const zone = rest.slice(7);
  return /^(Z|[+-]\d\d:\d\d)$/.test(zone) ? undefined : tell(zone, 'Z07:00');
}
