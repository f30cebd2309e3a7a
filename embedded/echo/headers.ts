/** RFC 9110 token: what a field name may be made of. */
const TOKEN = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/;

/** Go's net/http takes these out of the header map of a request; implementers know the echoed map without them. */
const HOP_FIELDS = new Set(['Host', 'Transfer-Encoding', 'Trailer']);

/** `x-foo-BAR` → `X-Foo-Bar`, as Go spells names; a name that is no token stays as it is. */
export function canonicalizeName(name: string): string {
  if (!TOKEN.test(name)) return name;
  return name.toLowerCase().replace(/(^|-)[a-z]/g, (start) => start.toUpperCase());
}

/**
 * The echoed header map of Node's raw header list (name, value, name, value …): canonical names, sorted; values as
 * received, one entry for each field line. HTTP/2's cookie crumbs are joined as RFC 9113 8.2.3 asks.
 */
export function collectHeaders(raw: readonly string[], httpVersionMajor: number): Record<string, string[]> {
  const collected = new Map<string, string[]>();
  for (let index = 0; index + 1 < raw.length; index += 2) {
    const name = canonicalizeName(raw[index] ?? '');
    if (name.startsWith(':') || HOP_FIELDS.has(name)) continue;
    const values = collected.get(name) ?? [];
    const value = raw[index + 1] ?? '';
    if (name === 'Cookie' && httpVersionMajor === 2 && values[0] !== undefined) values[0] += `; ${value}`;
    else values.push(value);
    collected.set(name, values);
  }
  return Object.fromEntries([...collected].sort(([a], [b]) => (a < b ? -1 : 1)));
}

/**
 * Fields that an `X-Echo-Set-Header: name:value,name:value` request header asks for in the response. Values of one spelling
 * are joined, and each further spelling of a name gives a line of its own, as with the official echo server.
 */
export function readRequestedHeaders(values: readonly string[]): Map<string, string> {
  const requested = new Map<string, string>();
  for (const pair of values.flatMap((value) => value.split(','))) {
    const [name = '', ...rest] = pair.trim().split(':');
    const value = rest.join(':').trim();
    if (!TOKEN.test(name)) continue;
    const earlier = requested.get(name);
    requested.set(name, earlier === undefined ? value : `${earlier},${value}`);
  }
  return requested;
}
