import type { Partition } from '../../harness/scenario/catalogue.ts';

/** `Scenario: row`, as results name them; or why there is none. */
type Proof = readonly [string, ...string[]] | { none: string };

/** Partitions of requirements, by requirement and name. */
export type Partitions = Readonly<Record<string, Readonly<Record<string, Proof>>>>;

/** A partition that no row stands for, and why. */
export function none(reason: string): Proof {
  return { none: reason };
}

export function listPartitions(kind: Partition['kind'], all: Partitions): Partition[] {
  return Object.entries(all).flatMap(([requirement, partitions]) =>
    Object.entries(partitions).map(([name, proof]): Partition => {
      const common = { requirement, kind, name };
      return 'none' in proof ? { ...common, rows: [], reason: proof.none } : { ...common, rows: proof.map(readRow) };
    }),
  );
}

function readRow(text: string): Partition['rows'][number] {
  const at = text.indexOf(': ');
  return { scenario: text.slice(0, at), row: text.slice(at + 2) };
}
