import { expect } from 'chai';
import { faults } from '../../embedded/gateway/faults/index.ts';
import { catalogue } from '../../suites/index.ts';
import { listFeatureFlags } from '../mutants/features.ts';
import { known, parseOptions } from '../mutants/options.ts';

describe('the options of the defect table', () => {
  it('puts a faultless control before every 32 defects, and none before variants', () => {
    const subjects = parseOptions(['--defects'])?.subjects ?? [];
    const controls = subjects.flatMap(({ kind }, index) => (kind === 'control' ? [index] : []));
    expect(controls).to.deep.equal(Array.from({ length: Math.ceil(faults.length / 32) }, (_, block) => block * 33));
    expect(parseOptions(['--variants'])?.subjects.map(({ kind }) => kind)).to.not.include('control');
  });

  it('puts as many controls first as run beside one another, where the official suite is asked', () => {
    const names = (parseOptions(['--defects', '--official', '--jobs', '3'])?.subjects ?? [])
      .filter(({ kind }) => kind === 'control')
      .map(({ name }) => name);
    expect(names.slice(0, 4)).to.deep.equal(['faultless-1', 'faultless-2', 'faultless-3', 'faultless-4']);
    expect(names).to.have.length(3 + Math.ceil(faults.length / 32) - 1);
  });

  it('takes names, as arguments or after --only, and refuses one that is none', () => {
    const [first = '', second = ''] = faults.map(({ name }) => name);
    const names = (args: readonly string[]) => parseOptions(args)?.subjects.map(({ name }) => name);
    expect(names([first])).to.deep.equal(['faultless-1', first]);
    expect(names(['--only', `${first},${second}`])).to.deep.equal(['faultless-1', first, second]);
    expect(() => parseOptions(['nonsense'])).to.throw('"nonsense" is none of');
    expect(() => parseOptions(['--jobs', '0'])).to.throw('--jobs is "0"; expected a number from 1');
  });

  it('spreads a sample over all', () => {
    const subjects = parseOptions(['--defects', '--sample', '4'])?.subjects ?? [];
    const places = subjects
      .filter(({ kind }) => kind === 'defect')
      .map(({ name }) => faults.findIndex((fault) => fault.name === name));
    expect(places).to.deep.equal([0, 1, 2, 3].map((quarter) => Math.ceil((quarter * faults.length) / 4)));
  });

  it('knows of defects that there are a scenario that there is', () => {
    expect(faults.map(({ name }) => name)).to.include.members(Object.keys(known));
    const ids = catalogue.scenarios.map(({ id }) => id);
    for (const [defect, scenario] of Object.entries(known)) expect(ids, defect).to.include(scenario);
    const [first = ''] = faults.map(({ name }) => name);
    expect(parseOptions(['--known', first])?.subjects[1]).to.deep.include({ name: first, only: known[first] });
  });

  it('claims what the scenario of a defect needs, for the control as for the defect', () => {
    const [name = ''] = Object.keys(known);
    const [control, defect] = parseOptions([name])?.subjects ?? [];
    expect(defect?.needs).to.deep.equal([known[name]]);
    expect(control?.needs).to.deep.equal(defect?.needs);
    const scenarios = [
      { id: 'Usual', features: ['A'] },
      { id: 'Extended', features: ['A', 'B'] },
      { id: 'Without', features: ['A'], unless: ['C', 'D'] },
    ] as unknown as Parameters<typeof listFeatureFlags>[1];
    const flags = (...ids: string[]) => listFeatureFlags(ids, scenarios, ['A', 'C']);
    expect(flags('Usual')).to.deep.equal([]);
    expect(flags('Usual', 'Extended')).to.deep.equal(['--supported-features', 'A,C,B']);
    expect(flags('Without')).to.deep.equal(['--exempt-features', 'C']);
  });

  it('asks the official suite about a mesh where the defect is one of it, and about both for the control of both', () => {
    const asked = (...names: string[]) =>
      parseOptions([...names, '--official', '--jobs', '1'])?.subjects.map((one) => one.asked ?? ['gateway']);
    expect(asked('mesh-weights-ignored')).to.deep.equal([['mesh'], ['mesh']]);
    expect(asked('header-any-of')).to.deep.equal([['gateway'], ['gateway']]);
    expect(asked('header-any-of', 'mesh-weights-ignored')?.[0]).to.have.members(['gateway', 'mesh']);
  });
});
