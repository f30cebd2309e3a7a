/** A manifest says something that cannot be read: one sentence that names the object, the field and what was expected. */
export class ManifestError extends Error {
  override readonly name = 'ManifestError';
}

/** A value in a manifest, with the way to it. Each reading names what was expected where the value is of another type. */
export interface Node {
  readonly path: string;
  readonly present: boolean;
  get(field: string): Node;
  /** Empty where the value is absent. */
  list(): readonly Node[];
  text(fallback?: string): string;
  number(fallback?: number): number;
  optionalText(): string | undefined;
  optionalNumber(): number | undefined;
  /** Empty where the value is absent. */
  texts(): Readonly<Record<string, string>>;
  flag(fallback: boolean): boolean;
  raw(): unknown;
}

/** @param subject the object, as messages name it: `HTTPRoute shop/checkout` */
export function createNode(subject: string, path: string, value: unknown): Node {
  // null and an absent field mean the same to the API server.
  const present = value !== undefined && value !== null;
  const fail = (expected: string): never => {
    const found = present ? `is ${describe(value)}` : 'is missing';
    throw new ManifestError(`${subject}: ${path || 'the object'} ${found}, expected ${expected}`);
  };
  const child = (field: string, inner: unknown) =>
    createNode(subject, field.startsWith('[') || path === '' ? `${path}${field}` : `${path}.${field}`, inner);
  const asText = () => (typeof value === 'string' ? value : fail('a string'));
  const asNumber = () => (typeof value === 'number' ? value : fail('a number'));
  return {
    path,
    present,
    get: (field) => child(field, present ? (isRecord(value) ? value[field] : fail('an object')) : undefined),
    list: () => {
      if (!present) return [];
      return Array.isArray(value) ? value.map((item: unknown, index) => child(`[${index}]`, item)) : fail('a list');
    },
    text: (fallback) => (!present && fallback !== undefined ? fallback : asText()),
    number: (fallback) => (!present && fallback !== undefined ? fallback : asNumber()),
    optionalText: () => (present ? asText() : undefined),
    optionalNumber: () => (present ? asNumber() : undefined),
    texts: () => {
      if (!present) return {};
      if (!isRecord(value)) return fail('an object');
      return Object.fromEntries(Object.keys(value).map((key) => [key, child(key, value[key]).text()]));
    },
    flag: (fallback) => (present ? (typeof value === 'boolean' ? value : fail('true or false')) : fallback),
    raw: () => value,
  };
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function describe(value: unknown): string {
  return Array.isArray(value) ? 'a list' : typeof value === 'object' ? 'an object' : JSON.stringify(value);
}
