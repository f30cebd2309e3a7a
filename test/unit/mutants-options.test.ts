import { expect } from 'chai';
import { faults } from '../../embedded/gateway/faults/index.ts';
import { parseOptions } from '../mutants/options.ts';

describe('the options of the defect table', () => {
  it('puts a faultless control before every 32 defects, and none before variants', () => {
    const subjects = parseOptions(['--defects'])?.subjects ?? [];
    const controls = subjects.flatMap(({ kind }, index) => (kind === 'control' ? [index] : []));
    expect(controls).to.deep.equal(Array.from({ length: Math.ceil(faults.length / 32) }, (_, block) => block * 33));
    expect(parseOptions(['--variants'])?.subjects.map(({ kind }) => kind)).to.not.include('control');
  });

  it('takes names, as arguments or after --only, and refuses one that is none', () => {
    const [first = '', second = ''] = faults.map(({ name }) => name);
    const names = (args: readonly string[]) => parseOptions(args)?.subjects.map(({ name }) => name);
    expect(names([first])).to.deep.equal(['faultless-1', first]);
    expect(names(['--only', `${first},${second}`])).to.deep.equal(['faultless-1', first, second]);
    expect(() => parseOptions(['nonsense'])).to.throw('"nonsense" is none of');
    expect(() => parseOptions(['--jobs', '0'])).to.throw('--jobs is "0"; expected a number from 1');
  });
});
