/**
 * The one order of what is in either of two lists: of what both have, that of the applied one; what only the live one
 * has stays before what it was before. A name comes once.
 */
export function interleave(live: readonly string[], applied: readonly string[]): string[] {
  const [isApplied, isLive] = [new Set(applied), new Set(live)];
  const shared = applied.filter((name) => isLive.has(name));
  const order = new Set<string>();
  let [left, right, awaited] = [0, 0, 0];
  while (left < live.length || right < applied.length) {
    const [was, is] = [live[left], applied[right]];
    if (was !== undefined && was === is) {
      order.add(was);
      left += 1;
      right += 1;
      awaited += 1;
      continue;
    }
    const isMoved = was !== undefined && isApplied.has(was);
    if (isMoved && is !== undefined && shared[awaited] !== undefined && shared[awaited] !== was) {
      // It comes later in the applied list.
      left += 1;
      continue;
    }
    if (was !== undefined && !isMoved) {
      order.add(was);
      left += 1;
      continue;
    }
    if (was !== undefined && order.has(was)) left += 1;
    if (is === undefined) continue;
    order.add(is);
    right += 1;
    if (shared[awaited] === is) awaited += 1;
  }
  return [...order];
}
