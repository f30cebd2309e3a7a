const RESERVED = new Set(
  (
    'true false null in as break const continue else for function if import let loop package namespace return ' +
    'var void while'
  ).split(' '),
);

const ESCAPES: Readonly<Record<string, string>> = {
  __: '__underscores__',
  '.': '__dot__',
  '-': '__dash__',
  '/': '__slash__',
};

/** True for a word that is no name in CEL; as a field's name it can be written as it is, or escaped. */
export function isReserved(name: string): boolean {
  return RESERVED.has(name);
}

/**
 * A property's name as expressions write it, `__namespace__`, `x__dash__y`; undefined where none can be made.
 * https://kubernetes.io/docs/reference/using-api/cel/#escaping
 */
export function escapeName(name: string): string | undefined {
  if (RESERVED.has(name)) return `__${name}__`;
  if (!/^[A-Za-z_./-][A-Za-z0-9_./-]*$/.test(name)) return undefined;
  return name.replace(/__|[-./]/g, (part) => ESCAPES[part] ?? part);
}
