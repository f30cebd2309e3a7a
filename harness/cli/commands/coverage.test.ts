import { expect } from 'chai';
import type { Partition, Requirement } from '../../scenario/catalogue.ts';
import { renderCoverage } from './coverage.ts';

const requirement = (id: string): Requirement => ({
  id,
  level: 'MUST',
  text: 'It must.',
  source: 'https://example.org',
});
const rows = [
  { scenario: 'S', row: 'first' },
  { scenario: 'S', row: 'second' },
];
const coverage: Partition[] = [
  { requirement: 'a.b', kind: 'input', name: 'letter case', rows },
  { requirement: 'a.b', kind: 'input', name: 'dots', rows: [], reason: 'left open' },
  { requirement: 'a.b', kind: 'change', name: 'deleted', rows: rows.slice(1) },
];

describe('what requirements must hold for', () => {
  it('is shown with the rows that stand for it, or the reason why none does', () => {
    expect(renderCoverage({ requirements: [requirement('a.b'), requirement('a.c')], coverage })).to.equal(
      [
        'a.b',
        '  INPUTS',
        '    letter case S: first (and 1 more)',
        '    dots        none: left open',
        '  CHANGES',
        '    deleted S: second',
        '',
        'Not divided into partitions: a.c',
        '',
        '1 of 2 partitions of inputs have a row; 1 of 1 changes have a row',
      ].join('\n'),
    );
  });
});
