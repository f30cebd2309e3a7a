import { stringify } from 'yaml';
import type { Random } from './random.ts';

/** Names and values that servers have stumbled over. */
const STRINGS = [
  ...['', ' ', 'a', 'b', 'x-1', 'A_B', '-', '.', '..', 'a/b', 'a%2fb', '*', 'null', 'true', '0', '-1', '1e999'],
  ...[
    '__proto__',
    'constructor',
    'prototype',
    'toString',
    'hasOwnProperty',
    'length',
    '\u0000',
    '\ud800',
    'ü',
    '名前',
    '🙂',
  ],
  ...[
    '2030-01-01T00:00:00Z',
    '10.0.0.1',
    '::1',
    'https://x/y',
    '50%',
    '1Gi',
    'v1',
    'Pod',
    'x'.repeat(300),
    '\n',
    '"',
    "'",
    '\\',
  ],
];
const NUMBERS = [0, 1, -1, 80, 65536, 2 ** 31, -(2 ** 31) - 1, 2 ** 53, 1.5, 1e308, -0];
const FIELDS = [
  ...[
    'metadata',
    'spec',
    'status',
    'name',
    'namespace',
    'labels',
    'annotations',
    'finalizers',
    'ownerReferences',
    'uid',
  ],
  ...[
    'resourceVersion',
    'managedFields',
    'generateName',
    'deletionTimestamp',
    'apiVersion',
    'kind',
    'items',
    'data',
    'rules',
  ],
];

export function makeValue(random: Random, depth = 0): unknown {
  const kind = random.below(depth > 3 ? 5 : 8);
  if (kind === 0) return null;
  if (kind === 1) return random.oneIn(2);
  if (kind === 2) return random.pick(NUMBERS);
  if (kind < 5) return random.pick(STRINGS);
  const count = random.below(4);
  if (kind === 5) return Array.from({ length: count }, () => makeValue(random, depth + 1));
  return toObject(Array.from({ length: count }, () => [makeField(random), makeValue(random, depth + 1)]));
}

function makeField(random: Random): string {
  return random.oneIn(2) ? random.pick(FIELDS) : random.pick(STRINGS);
}

/** Keeps a field of any name, `__proto__` too. */
function toObject(entries: readonly (readonly [string, unknown])[]): object {
  return Object.fromEntries(entries);
}

/** A copy in which a few places are other than they were. */
export function mutate(random: Random, value: unknown, times: number): unknown {
  let changed: unknown = structuredClone(value);
  for (let left = times; left > 0; left--) changed = mutateOnce(random, changed);
  return changed;
}

function mutateOnce(random: Random, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || random.oneIn(6)) return makeValue(random);
  if (Array.isArray(value)) {
    if (value.length === 0 || random.oneIn(4)) return [...value, makeValue(random)];
    const index = random.below(value.length);
    if (random.oneIn(5)) return value.filter((_, at) => at !== index);
    if (random.oneIn(8)) return [...value, structuredClone(value[index])];
    return value.map((item, at) => (at === index ? mutateOnce(random, item) : item));
  }
  const entries = Object.entries(value);
  if (entries.length === 0 || random.oneIn(5)) return toObject([...entries, [makeField(random), makeValue(random)]]);
  const chosen = random.below(entries.length);
  if (random.oneIn(6)) return toObject(entries.filter((_, at) => at !== chosen));
  return toObject(entries.map(([key, item], at) => [key, at === chosen ? mutateOnce(random, item) : item]));
}

/** A JSON patch with operations on places that a body has, and on others. */
export function makeJsonPatch(random: Random, body: unknown): unknown[] {
  const places = [
    ...listPlaces(body),
    '',
    '/',
    '/-',
    '/metadata/labels/-',
    '/spec/0',
    '/__proto__/x',
    '/constructor/prototype',
  ];
  return Array.from({ length: 1 + random.below(4) }, () => {
    const op = random.pick(['add', 'remove', 'replace', 'move', 'copy', 'test', 'toString', '']);
    const operation = { op, path: random.pick(places), from: random.pick(places), value: makeValue(random) };
    return random.oneIn(8) ? mutateOnce(random, operation) : operation;
  });
}

function listPlaces(value: unknown, path = ''): string[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, item]) => {
    const own = `${path}/${key.replace(/~/g, '~0').replace(/\//g, '~1')}`;
    return [own, ...listPlaces(item, own)];
  });
}

/** A value as bytes: mostly as the media type says, sometimes cut, garbled or as something else. */
export function encode(random: Random, value: unknown, mediaType: string): Buffer {
  if (random.oneIn(60)) return randomBytes(random, 64);
  if (mediaType.includes('protobuf')) return Buffer.concat([Buffer.from('k8s\0'), randomBytes(random, 40)]);
  const asYaml = mediaType.includes('yaml') ? !random.oneIn(3) : random.oneIn(80);
  const text = Buffer.from(asYaml ? stringify(value ?? null) : (JSON.stringify(value) ?? ''));
  if (random.oneIn(25)) return text.subarray(0, random.below(text.length));
  if (!random.oneIn(25) || text.length === 0) return text;
  const garbled = Buffer.from(text);
  for (let left = 1 + random.below(5); left > 0; left--) garbled[random.below(text.length)] = random.below(256);
  return garbled;
}

function randomBytes(random: Random, most: number): Buffer {
  return Buffer.from(Array.from({ length: random.below(most) }, () => random.below(256)));
}
