/** Values beyond a limit are long and say little: `{$a: 254}` stands for so many letters, `{$times, $item}` for items alike. */

interface Letters {
  $a: number;
}

interface Items {
  $times: number;
  $item: unknown;
}

export function packValue(value: unknown): unknown {
  if (typeof value === 'string' && /^a{20,}$/.test(value)) return { $a: value.length };
  if (Array.isArray(value)) {
    const [first] = value.map((item) => JSON.stringify(item));
    const isAlike = value.length > 4 && value.every((item) => JSON.stringify(item) === first);
    return isAlike ? { $times: value.length, $item: packValue(value[0]) } : value.map(packValue);
  }
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, packValue(item)]));
}

export function unpackValue(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(unpackValue);
  if (typeof value !== 'object' || value === null) return value;
  if ('$a' in value) return 'a'.repeat((value as Letters).$a);
  if ('$times' in value) {
    const { $times, $item } = value as Items;
    return Array.from({ length: $times }, () => unpackValue($item));
  }
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, unpackValue(item)]));
}
