const PATTERN = /^v?(\d+)\.(\d+)/;

/** Major and minor of `v1.6` or `v1.6.3`; undefined for anything else. */
export function parseVersion(text: string): readonly [number, number] | undefined {
  const match = PATTERN.exec(text);
  if (!match) return undefined;
  return [Number(match[1]), Number(match[2])];
}

/** Negative where `a` is older. Only major and minor count; undefined where one of the two cannot be read. */
export function compareVersions(a: string, b: string): number | undefined {
  const left = parseVersion(a);
  const right = parseVersion(b);
  if (!left || !right) return undefined;
  return left[0] - right[0] || left[1] - right[1];
}
