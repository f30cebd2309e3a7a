import { expect } from 'chai';
import { findProgram } from '../io.ts';
import { composeRepeat, composeRerun } from './rerun-command.ts';

const place = { cwd: '/work', env: {}, program: ['gwconf'], fromFile: false };

describe('composeRerun', () => {
  it('says what decides the verdict, with absolute paths, and nothing else', () => {
    const values = {
      provider: 'kind',
      implementation: './acme.yaml',
      set: { faults: 'a b', x: '1' },
      'kind-config': 'multi-node',
      'supported-features': ['Gateway', 'Extra'],
      'all-features': false,
      'timeout-scale': 2,
      'run-test': ['A'],
      organization: 'o',
      'output-dir': 'here',
      keep: 'always',
      seed: '7',
    };
    expect(composeRerun(values, place).join(' ')).to.equal(
      'gwconf run --supported-features Gateway,Extra --no-all-features --provider kind ' +
        '--implementation /work/acme.yaml --set faults=a b --set x=1 --kind-config multi-node --timeout-scale 2',
    );
  });

  it('names files of scenarios so that they are found from anywhere', () => {
    expect(composeRerun({ scenarios: ['own', './a.yaml', '/there/b.ts'] }, place)).to.include(
      '/work/own,/work/a.yaml,/there/b.ts',
    );
    expect(composeRepeat({ scenarios: ['own'] }, { seed: '7', only: ['A'] }, place)).to.include('/work/own');
  });

  it('takes no word for a path', () => {
    const values = { implementation: 'traefik', crds: 'v1.7.0', 'kind-config': 'single-node' };
    expect(composeRerun(values, place)).to.include.members(['traefik', 'v1.7.0', 'single-node']);
    expect(composeRerun({ crds: 'crds' }, place)).to.include('/work/crds');
  });

  it('names the cluster that the environment named', () => {
    const env = { KUBECONFIG: 'kc' };
    expect(composeRerun({ provider: 'existing' }, { ...place, env })).to.include('/work/kc');
    expect(composeRerun({ provider: 'existing', kubeconfig: 'other' }, { ...place, env })).to.include('/work/other');
    expect(composeRerun({ provider: 'existing' }, { ...place, env: { KUBECONFIG: 'a:b' } })).not.to.include(
      '--kubeconfig',
    );
    expect(composeRerun({}, { ...place, env })).not.to.include('--kubeconfig');
  });

  it('lets no other file have a say where a file had one', () => {
    expect(composeRerun({ level: 'official' }, { ...place, fromFile: true }).join(' ')).to.equal(
      'gwconf run --level official --config none',
    );
  });
});

describe('findProgram', () => {
  it('gives what a shell can run again', () => {
    expect(findProgram('/a/bin/gwconf.js', {})).to.deep.equal(['node', '/a/bin/gwconf.js']);
    expect(findProgram('/a/node_modules/.bin/gwconf', { npm_command: 'exec' })).to.deep.equal(['npx', 'gwconf']);
    expect(findProgram('/usr/bin/gwconf', {})).to.deep.equal(['gwconf']);
  });
});
