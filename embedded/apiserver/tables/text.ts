import { isObject, listObjects } from '../../../apimachinery/json.ts';
import type { KubeObject } from '../../../apimachinery/types.ts';

const MINUTE = 60;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const YEAR = 365 * DAY;

/** Seconds as tables print them: two units at most, fewer the longer it is. `4m30s`, `3h`, `2d5h`. */
export function formatDuration(seconds: number): string {
  const whole = Math.trunc(seconds);
  if (whole < -1) return '<invalid>';
  if (whole < 0) return '0s';
  if (whole < 2 * MINUTE) return `${whole}s`;
  if (whole < 10 * MINUTE) return join(whole, MINUTE, 'm', 1, 's');
  if (whole < 3 * HOUR) return `${Math.trunc(whole / MINUTE)}m`;
  if (whole < 8 * HOUR) return join(whole, HOUR, 'h', MINUTE, 'm');
  if (whole < 2 * DAY) return `${Math.trunc(whole / HOUR)}h`;
  if (whole < 8 * DAY) return join(whole, DAY, 'd', HOUR, 'h');
  if (whole < 2 * YEAR) return `${Math.trunc(whole / DAY)}d`;
  if (whole < 8 * YEAR) return join(whole, YEAR, 'y', DAY, 'd');
  return `${Math.trunc(whole / YEAR)}y`;
}

function join(seconds: number, large: number, largeUnit: string, small: number, smallUnit: string): string {
  const rest = Math.trunc((seconds % large) / small);
  return `${Math.trunc(seconds / large)}${largeUnit}${rest > 0 ? `${rest}${smallUnit}` : ''}`;
}

/** Time since a timestamp of an object. */
export function formatSince(timestamp: unknown, now: Date): string {
  if (typeof timestamp !== 'string' || timestamp === '') return '<unknown>';
  const time = Date.parse(timestamp);
  return Number.isNaN(time) ? '<invalid>' : formatDuration((now.getTime() - time) / 1000);
}

export function formatAge({ metadata }: KubeObject, now: Date): string {
  return formatSince(metadata.creationTimestamp, now);
}

/** Some items of a list, and how many more there are; `empty` where there are none. */
export function joinSome(items: readonly string[], max: number, empty: string, separator = ','): string {
  if (items.length === 0) return empty;
  const shown = items.slice(0, max).join(separator);
  return items.length > max ? `${shown} + ${items.length - max} more...` : shown;
}

/** `a=b,c=d` */
export function formatLabels(labels: unknown): string {
  const pairs = isObject(labels)
    ? Object.keys(labels)
        .sort()
        .map((key) => `${key}=${String(labels[key])}`)
    : [];
  return pairs.length > 0 ? pairs.join(',') : '<none>';
}

/** A label selector as kubectl takes it: `a=b,c in (d,e),f`. */
export function formatSelector(selector: unknown): string {
  if (!isObject(selector)) return '<none>';
  const equal = isObject(selector.matchLabels) ? Object.entries(selector.matchLabels) : [];
  const terms = [
    ...equal.map(([key, value]) => ({ key, text: `${key}=${String(value)}` })),
    ...listObjects(selector.matchExpressions).map((expression) => ({
      key: String(expression.key),
      text: formatExpression(expression),
    })),
  ].sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0));
  return terms.length > 0 ? terms.map(({ text }) => text).join(',') : '<none>';
}

function formatExpression({ key, operator, values }: Record<string, unknown>): string {
  const list = Array.isArray(values) ? values.map(String).sort().join(',') : '';
  if (operator === 'Exists') return String(key);
  if (operator === 'DoesNotExist') return `!${String(key)}`;
  return `${String(key)} ${operator === 'NotIn' ? 'notin' : 'in'} (${list})`;
}
