import { expect } from 'chai';
import { selectHabits, variants } from './index.ts';
import { plainHabits } from './types.ts';

describe('variants', () => {
  it('have distinct names, and each changes a habit', () => {
    expect(new Set(variants.map(({ name }) => name)).size).to.equal(variants.length);
    expect(variants.length).to.be.at.least(12);
    for (const { name } of variants) expect(selectHabits([name]), name).not.to.deep.equal(plainHabits);
  });

  it('combine, and an unknown one is refused with the known ones', () => {
    expect(selectHabits(['status-late', 'chunked'])).to.include({ statusDelayMs: 2000, chunkBytes: 64 });
    expect(selectHabits([])).to.deep.equal(plainHabits);
    expect(() => selectHabits(['typo'])).to.throw(/GWCONF_VARIANTS names "typo".*status-late/);
  });
});
