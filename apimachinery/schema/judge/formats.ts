import { isIPv4, isIPv6 } from 'node:net';
import type { JsonSchema } from '../../types.ts';
import { checkSubdomain } from '../names.ts';
import { findUrlFault } from '../url.ts';
import { hasCardNumber, hasIsbn } from './numbers.ts';

type Format = (text: string) => boolean;

const EMAIL = /^(?:[^<>]*<)?[^\s@<>()[\]\\,;:"]+@[^\s@<>()\\,;:"]+>?$/;
const HOSTNAME =
  /^([a-z\d\p{S}\p{L}](-?[a-z\d\p{S}\p{L}]{0,62})?|(([a-z\d\p{S}\p{L}]([-a-z\d\p{S}\p{L}]{0,61}[a-z\d\p{S}\p{L}])?)\.)+[a-z\p{L}]{2,63})$/iu;
const MAC =
  /^(([\da-f]{2}(:[\da-f]{2}){5}(([:][\da-f]{2}){2}|(:[\da-f]{2}){14})?)|([\da-f]{2}(-[\da-f]{2}){5}((-[\da-f]{2}){2}|(-[\da-f]{2}){14})?)|([\da-f]{4}(\.[\da-f]{4}){2}(\.[\da-f]{4}|(\.[\da-f]{4}){7})?))$/i;
const BASE64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=|[A-Za-z0-9+/]{4})$/;
const DATE_TIME = /^([^Tt]+)[Tt](?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:.\d+)?(?:[Zz]|[-+]\d\d:\d\d)$/;
/** Go's `1h30m`, or words: `2 days`. */
const GO_DURATION = /^[-+]?(0|((\d+(\.\d*)?|\.\d+)(ns|us|µs|μs|ms|s|m|h))+)$/;
const WORDED_DURATION = /\d\s*(ns|nano|us|µs|micro|ms|milli|s|sec|m|min|h|hr|hour|d|day|w|wk|week)[a-zµ]*/i;
const RGB = /^rgb\((\s*(0|[1-9]\d?|1\d\d|2[0-4]\d|25[0-5])\s*(,(?!\))|(?=\)))){3}\)$/;

function matches(pattern: RegExp): Format {
  return (text) => pattern.test(text);
}

function uuid(third: string, fourth: string): Format {
  return matches(new RegExp(`^[0-9a-f]{8}-?[0-9a-f]{4}-?${third}-?${fourth}-?[0-9a-f]{12}$`, 'i'));
}

const ANY = '[0-9a-f]{4}';

/** A day of the calendar: `2024-02-29`. */
export function isDate(text: string): boolean {
  if (!/^\d{4}-\d\d-\d\d$/.test(text)) return false;
  const date = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text);
}

export function isDateTime(text: string): boolean {
  const day = DATE_TIME.exec(text)?.[1];
  return day !== undefined && isDate(day);
}

export const isBase64 = matches(BASE64);
export const isUuid = uuid(ANY, ANY);

function isHostname(text: string): boolean {
  return HOSTNAME.test(text) && text.length <= 255 && text.split('.').every((label) => label.length <= 63);
}

/** Parts with leading zeros are taken as they were once: in tens. */
function isAddress(text: string): boolean {
  return isIPv4(text.replace(/(^|\.)0+(?=\d)/g, '$1')) || (isIPv6(text) && !text.includes('%'));
}

function isCidr(text: string): boolean {
  const [, address = '', bits = ''] = /^(.*)\/(\d{1,3})$/.exec(text) ?? [];
  return isAddress(address) && Number(bits) <= (address.includes(':') ? 128 : 32);
}

/** https://kubernetes.io/docs/reference/kubernetes-api/extend-resources/custom-resource-definition-v1/#JSONSchemaProps; dashes in names do not count. */
export const FORMATS: ReadonlyMap<string, Format> = new Map<string, Format>([
  ['bsonobjectid', matches(/^[0-9a-f]{24}$/i)],
  ['uri', (text) => findUrlFault(text) === undefined],
  ['email', matches(EMAIL)],
  ['hostname', isHostname],
  ['ipv4', (text) => isAddress(text) && text.includes('.')],
  ['ipv6', (text) => isAddress(text) && text.includes(':')],
  ['cidr', isCidr],
  ['mac', matches(MAC)],
  ['uuid', isUuid],
  ['uuid3', uuid('3[0-9a-f]{3}', ANY)],
  ['uuid4', uuid('4[0-9a-f]{3}', '[89ab][0-9a-f]{3}')],
  ['uuid5', uuid('5[0-9a-f]{3}', '[89ab][0-9a-f]{3}')],
  ['isbn', (text) => hasIsbn(text, 10) || hasIsbn(text, 13)],
  ['isbn10', (text) => hasIsbn(text, 10)],
  ['isbn13', (text) => hasIsbn(text, 13)],
  ['creditcard', hasCardNumber],
  ['ssn', matches(/^\d{3}[- ]\d{2}[- ]\d{4}$/)],
  ['hexcolor', matches(/^#?([0-9a-f]{3}|[0-9a-f]{6})$/i)],
  ['rgbcolor', matches(RGB)],
  ['byte', isBase64],
  ['password', () => true],
  ['date', isDate],
  ['duration', (text) => GO_DURATION.test(text) || WORDED_DURATION.test(text)],
  ['datetime', isDateTime],
  ['k8sshortname', matches(/^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/)],
  ['k8slongname', (text) => checkSubdomain(text) === undefined],
]);

const NUMERIC: Readonly<Record<string, readonly string[]>> = {
  integer: ['int32', 'int64'],
  number: ['float', 'double'],
};

/** The format of a schema, where it is one that a real server knows for its type. */
export function nameFormat(schema: JsonSchema): string | undefined {
  const { type, format } = schema;
  if (typeof format !== 'string' || format === '') return undefined;
  const isTextual = type === undefined || type === 'string';
  if (schema['x-kubernetes-int-or-string'] === true) return undefined;
  const isKnown = isTextual ? FORMATS.has(format.replaceAll('-', '')) : NUMERIC[type]?.includes(format);
  return isKnown ? format : undefined;
}
