import { isIP } from 'node:net';
import { duplicateField, invalidField, unsupportedValue } from '../../../../apimachinery/errors/field.ts';
import { getString, isObject } from '../../../../apimachinery/json.ts';
import { checkLabel, checkLabelValue, listQualifiedFaults } from '../../../../apimachinery/schema/names.ts';
import type { FieldError, JsonObject } from '../../../../apimachinery/types.ts';

export const PROTOCOLS = ['SCTP', 'TCP', 'UDP'];

/** A field of a parent that may be no object. */
export function readObject(parent: unknown, field: string): JsonObject {
  const found = isObject(parent) ? parent[field] : undefined;
  return isObject(found) ? found : {};
}

/** Of a field that may be left out. */
export function checkValue(field: string, value: unknown, values: readonly string[]): FieldError[] {
  return value === undefined || values.includes(String(value)) ? [] : [unsupportedValue(field, value, values)];
}

export function checkPort(field: string, value: unknown): FieldError[] {
  const isPort = typeof value === 'number' && value >= 1 && value <= 65535;
  return isPort ? [] : [invalidField(field, value, 'must be between 1 and 65535, inclusive')];
}

export function checkNotNegative(field: string, value: unknown): FieldError[] {
  return typeof value === 'number' && value < 0
    ? [invalidField(field, value, 'must be greater than or equal to 0')]
    : [];
}

/** https://kubernetes.io/docs/concepts/services-networking/service/#field-spec-ports (names of ports of pods) */
export function checkPortName(field: string, name: string): FieldError[] {
  const faults = [
    name.length > 15 && 'must be no more than 15 characters',
    !/^[-a-z0-9]+$/.test(name) && 'must contain only alpha-numeric characters (a-z, 0-9), and hyphens (-)',
    !/[a-z]/.test(name) && 'must contain at least one letter (a-z)',
    name.includes('--') && 'must not contain consecutive hyphens',
    /^-|-$/.test(name) && 'must not begin or end with a hyphen',
  ];
  return faults.filter((fault) => fault !== false).map((fault) => invalidField(field, name, fault));
}

/** The names of the ports of a Service or an EndpointSlice: labels, each once; `empty`: no name is one, too. */
export function checkPortLabels(path: string, ports: readonly JsonObject[], empty = false): FieldError[] {
  const known = new Set<string>();
  return ports.flatMap((port, index) => {
    const name = getString(port, 'name');
    const field = `${path}[${index}].name`;
    const wrong = name && checkLabel(name);
    const errors = wrong ? [invalidField(field, name, wrong)] : [];
    if (known.has(name)) errors.push(duplicateField(field, name));
    if (name || empty) known.add(name);
    return errors;
  });
}

export function checkQualified(field: string, value: unknown): FieldError[] {
  return typeof value === 'string' ? listQualifiedFaults(value).map((fault) => invalidField(field, value, fault)) : [];
}

/** Labels that are wanted of others. */
export function checkLabels(field: string, labels: unknown): FieldError[] {
  return Object.entries(isObject(labels) ? labels : {}).flatMap(([key, value]) => {
    const wrong = checkLabelValue(String(value));
    return [
      ...listQualifiedFaults(key).map((fault) => invalidField(field, key, fault)),
      ...(wrong ? [invalidField(field, value, wrong)] : []),
    ];
  });
}

/** 4, 6, or 0 for what is no address. Leading zeros are allowed, as they always were. */
export function readFamily(address: string): 0 | 4 | 6 {
  const family = address.includes('%') ? 0 : isIP(address.replace(/(^|\.)0+(?=\d)/g, '$1'));
  return family === 4 || family === 6 ? family : 0;
}

export function checkAddress(field: string, address: unknown): FieldError[] {
  const text = String(address);
  const detail = 'must be a valid IP address, (e.g. 10.9.8.7 or 2001:db8::ffff)';
  return readFamily(text) === 0 ? [invalidField(field, text, detail)] : [];
}

const RANGES: readonly [RegExp, string][] = [
  [/^(0\.0\.0\.0|::)$/, 'unspecified'],
  [/^::1$/, 'in the loopback range (127.0.0.0/8, ::1/128)'],
  [/^(169\.254\.|fe[89ab][0-9a-f]:)/i, 'in the link-local range (169.254.0.0/16, fe80::/10)'],
  [/^(224\.0\.0\.|ff02:)/i, 'in the link-local multicast range (224.0.0.0/24, ff02::/10)'],
];

/** Of an endpoint. Those of the embedded cluster are of 127.0.0.0/8, which a real server refuses. */
export function checkEndpoint(field: string, address: unknown): FieldError[] {
  const text = String(address);
  if (readFamily(text) === 0) return [invalidField(field, text, 'must be a valid IP address')];
  const [, range] = RANGES.find(([pattern]) => pattern.test(text)) ?? [];
  const named = range === 'unspecified' ? `${range} (${text})` : range;
  return named ? [invalidField(field, text, `may not be ${named}`)] : [];
}
