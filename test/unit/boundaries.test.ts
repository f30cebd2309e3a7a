import { expect } from 'chai';
import { findBreach, findImports } from '../../scripts/check-boundaries.ts';

describe('the boundary check', () => {
  it('keeps the judge and the judged apart, both ways', () => {
    expect(findBreach('embedded/gateway/program.ts', 'harness/match/index.ts')).to.match(/shares no code/);
    expect(findBreach('harness/match/http.ts', 'embedded/gateway/routing/matching.ts')).to.match(/knows no suite/);
    expect(findBreach('suites/kit/index.ts', 'embedded/index.ts')).to.match(/scenario model/);
  });

  it('lets the command line wire, and nothing import it', () => {
    expect(findBreach('harness/cli/wiring.ts', 'suites/index.ts')).to.equal(undefined);
    expect(findBreach('harness/run/engine/index.ts', 'harness/cli/main.ts')).to.match(
      /nothing imports the command line/,
    );
  });

  it('lets the embedded provider use the front door only', () => {
    expect(findBreach('harness/clusters/providers/embedded.ts', 'embedded/index.ts')).to.equal(undefined);
    expect(findBreach('harness/clusters/providers/embedded.ts', 'embedded/node/index.ts')).to.be.a('string');
  });

  it('sees static, type-only, side-effect and lazy imports, and exports from', () => {
    const text = `
      import type { A } from './a.ts';
      import '../b.ts';
      export * from './c.ts';
      const d = await import('../../d.ts');
      import chai from 'chai';
    `;
    expect(findImports('harness/x/y.ts', text)).to.deep.equal([
      'harness/x/a.ts',
      'harness/b.ts',
      'harness/x/c.ts',
      'd.ts',
    ]);
  });
});
