import type { HttpMatch } from '../../model/objects.ts';

/** Values near one another that a decision tells apart, each with what was done, one word or two. */
export type Variant<T> = readonly [how: string, value: T];

/** Names around a hostname, which may be a wildcard: covered ones first. */
export function hostVariants(hostname: string | undefined, domain: string): readonly Variant<string>[] {
  if (hostname === undefined) return [['', `any.${domain}`]];
  const wild = hostname.startsWith('*.');
  const bare = wild ? hostname.slice(2) : hostname;
  const covered = wild ? `w.${bare}` : bare;
  const near: readonly Variant<string>[] = wild
    ? [
        ['two labels', `v.w.${bare}`],
        ['bare domain', bare],
        ['no dot', `w${bare}`],
      ]
    : [
        ['one label more', `w.${bare}`],
        ['one character more', `w${bare}`],
      ];
  return [
    ['', covered],
    ...near,
    ['upper case', covered.toUpperCase()],
    ['with a port', `${covered}:80`],
    ['another host', `other.${domain}`],
  ];
}

/** Paths around that of a match: one that it takes first. */
export function pathVariants({ type, value }: HttpMatch['path']): readonly Variant<string>[] {
  const bare = value.replace(/\/$/, '');
  const swapped = swapCase(value);
  const parent = bare.replace(/\/[^/]*$/, '') || '/';
  return [
    ['', value],
    ...(type === 'PathPrefix' ? [['one element more', `${bare}/more`] as const] : [['below', `${bare}/more`] as const]),
    ['one character more', bare === '' ? '/x' : `${bare}x`],
    ...(bare === '' ? [] : [['trailing slash', `${bare}/`] as const, ['no trailing slash', bare] as const]),
    ...(swapped === value ? [] : [['other case', swapped] as const]),
    ['parent', parent],
    ...(bare === '' ? [] : [['in the middle', `/z${bare}/`] as const]),
    ['with a query', `${value}?a=1&b=%20`],
  ];
}

type Headers = readonly (readonly [string, string])[];

/** Headers around those of a match: those that it takes first. */
export function headerVariants(match: HttpMatch): readonly Variant<Headers>[] {
  const first = match.headers.filter(
    ({ name }, index, all) => all.findIndex((other) => other.name.toLowerCase() === name.toLowerCase()) === index,
  );
  const given: Headers = first.map(({ name, value }) => [name, value]);
  const without = given.map(
    (_, index): Variant<Headers> => ['one header less', given.filter((__, at) => at !== index)],
  );
  const changed = (how: string, change: (name: string, value: string) => Headers): readonly Variant<Headers>[] =>
    given.map((header, index) => [how, [...given.slice(0, index), ...change(...header), ...given.slice(index + 1)]]);
  return [
    ['', given],
    ...without,
    ...changed('value in other case', (name, value) => [[name, swapCase(value)]]),
    ...changed('one character more in a value', (name, value) => [[name, `${value}1`]]),
    ...changed('one character less in a value', (name, value) => [[name, value.slice(0, -1)]]),
    ...changed('value in the middle', (name, value) => [[name, `x${value}x`]]),
    ...changed('name in other case', (name, value) => [[swapCase(name), value]]),
    ...changed('header doubled', (name, value) => [
      [name, value],
      [name, 'other'],
    ]),
  ];
}

/** Queries around that of a match, with their `?`: one that it takes first. */
export function queryVariants(match: HttpMatch): readonly Variant<string>[] {
  if (match.query.length === 0) return [['', '']];
  const render = (pairs: readonly (readonly [string, string])[]) =>
    pairs.length === 0 ? '' : `?${pairs.map(([name, value]) => `${name}=${value}`).join('&')}`;
  const given = match.query.map(({ name, value }) => [name, value] as const);
  return [
    ['', render(given)],
    ['one parameter less', render(given.slice(1))],
    ['other value', render(given.map(([name, value]) => [name, `${value}1`]))],
    ['other case', render(given.map(([name, value]) => [swapCase(name), value]))],
    ['one parameter more', render([...given, ['more', '1']])],
  ];
}

export function swapCase(text: string): string {
  return text.replace(/[a-zA-Z]/g, (letter) =>
    letter === letter.toUpperCase() ? letter.toLowerCase() : letter.toUpperCase(),
  );
}
