import { alignColumns } from '../../../reports/text.ts';
import type { Catalogue, Partition } from '../../scenario/catalogue.ts';

const HEADINGS = { input: 'INPUTS', change: 'CHANGES' } as const;

/**
 * Of each requirement what it must hold for, inputs and changes over time, with the first row that stands for it or the
 * reason why none does; then how many of each have rows.
 */
export function renderCoverage({ requirements, coverage = [] }: Pick<Catalogue, 'requirements' | 'coverage'>): string {
  const blocks = requirements.flatMap(({ id }) => {
    const own = coverage.filter(({ requirement }) => requirement === id);
    return own.length === 0 ? [] : [[id, ...renderKind('input', own), ...renderKind('change', own)].join('\n')];
  });
  const without = requirements.filter(({ id }) => !coverage.some(({ requirement }) => requirement === id));
  const rest = without.length === 0 ? [] : [`Not divided into partitions: ${without.map(({ id }) => id).join(', ')}`];
  return [...blocks, ...rest, summarize(coverage)].join('\n\n');
}

function renderKind(kind: Partition['kind'], partitions: readonly Partition[]): string[] {
  const own = partitions.filter((partition) => partition.kind === kind);
  if (own.length === 0) return [];
  const rows = own.map((partition) => ['   ', partition.name, describeProof(partition)]);
  return [`  ${HEADINGS[kind]}`, ...alignColumns(rows, ' ')];
}

function describeProof({ rows, reason }: Partition): string {
  const [first, ...others] = rows;
  if (!first) return `none: ${reason ?? 'no reason is given'}`;
  return `${first.scenario}: ${first.row}${others.length > 0 ? ` (and ${others.length} more)` : ''}`;
}

function summarize(coverage: readonly Partition[]): string {
  const count = (kind: Partition['kind'], words: string): string => {
    const own = coverage.filter((partition) => partition.kind === kind);
    return `${own.filter(({ rows }) => rows.length > 0).length} of ${own.length} ${words} have a row`;
  };
  return `${count('input', 'partitions of inputs')}; ${count('change', 'changes')}`;
}
