import { expect } from 'chai';
import { sampleRunResult, sampleScenario } from '../../harness/result/sample.ts';
import { chooseView, createConsoleView } from './index.ts';
import { plainFailure, play, record } from './recorder.test.ts';

/** What a terminal shows after it was written this: line feeds, line erasure and cursor movement only. */
function showScreen(text: string): string {
  const lines = [''];
  let row = 0;
  let column = 0;
  // biome-ignore lint/suspicious/noControlCharactersInRegex: escape sequences are what this is about.
  for (const [token] of text.matchAll(/\u001b\[\d*[A-Z]|\n|[^\n\u001b]+/g)) {
    if (token === '\n') {
      row += 1;
      column = 0;
      lines[row] ??= '';
    } else if (token === '\u001b[2K') lines[row] = '';
    else if (token === '\u001b[1A') row -= 1;
    else if (token === '\u001b[G') column = 0;
    else {
      const line = lines[row] ?? '';
      lines[row] = line.slice(0, column) + token + line.slice(column + token.length);
      column += token.length;
    }
  }
  return lines.join('\n');
}

describe('console view on a terminal', () => {
  it('redraws progress in place and leaves failures, notices and the summary', () => {
    const recorder = record({ live: true });
    play(sampleRunResult(), recorder);
    const text = recorder.text();
    expect(text).to.contain('0/4 scenarios  0 passed');
    expect(text).to.contain('3/4 scenarios  1 passed  2 failed');
    expect(text).to.contain('✓ cluster 900 ms\n');
    expect(text).to.contain('FAIL  HTTPRouteWeight: shares: v1 got 0.79, expected 0.70 ± 0.05\n');
    expect(text).to.contain('note: CEL rules are not checked\n');
    expect(text.slice(text.indexOf('\n1) '))).to.equal(plainFailure.slice(plainFailure.indexOf('\n1) ')));
    expect(recorder.stopped()).to.equal(true);
  });

  it('leaves nothing of the progress on the screen', () => {
    const recorder = record({ live: true });
    play(sampleRunResult(), recorder);
    const above = `✓ cluster 900 ms
✓ 4 of 6 scenarios to run, seed 7f3a
FAIL  HTTPRouteHeaderMatching: other header: GET / with color: purple was answered 200 by v1, expected 404
FAIL  HTTPRouteWeight: shares: v1 got 0.79, expected 0.70 ± 0.05
ERROR HTTPRouteReferenceGrant: the API server did not answer GET HTTPRoute gwconf-7f3a-grant/route
note: CEL rules are not checked
`;
    expect(showScreen(recorder.text())).to.equal(above + plainFailure.slice(plainFailure.indexOf('\n1) ')));
  });

  it('names the scenario that runs longest first, and as many as there is room for', () => {
    const recorder = record({ live: true, rows: 6 });
    const view = createConsoleView(recorder.options);
    const ids = ['A', 'B', 'C', 'D'];
    view.onPlan?.({ total: 4, scenarios: ids, notRun: [], seed: 's' });
    for (const id of ids) view.onScenarioStart?.(id);
    recorder.tick();
    expect(recorder.text()).to.match(/ {2}A [\d.]+ (ms|s)\n {2}B [\d.]+ (ms|s)\n {2}and 2 more\n$/);
    expect(view.isDrawing()).to.equal(true);
    for (const id of ids) view.onScenarioEnd?.(sampleScenario({ id }));
    view.onPhase?.('rerun', 'started');
    recorder.tick();
    expect(recorder.text()).to.match(
      /4\/4 scenarios {2}4 passed {2}running the failed ones again, without the others {2}[\d.]+ (ms|s)\n$/,
    );
    view.close();
    expect(view.isDrawing()).to.equal(false);
    expect(recorder.stopped()).to.equal(true);
  });
});

describe('choice of the view', () => {
  const cases: readonly [boolean, Record<string, string>, { live: boolean; color: boolean }][] = [
    [true, {}, { live: true, color: true }],
    [false, {}, { live: false, color: false }],
    [true, { NO_COLOR: '1' }, { live: true, color: false }],
    [true, { NO_COLOR: '' }, { live: true, color: true }],
    [true, { CI: 'true' }, { live: false, color: false }],
    [true, { TERM: 'dumb' }, { live: false, color: false }],
    [false, { FORCE_COLOR: '1' }, { live: false, color: true }],
    [false, { FORCE_COLOR: '1', NO_COLOR: '1' }, { live: false, color: false }],
  ];
  for (const [terminal, env, view] of cases) {
    it(`${terminal ? 'terminal' : 'pipe'} with ${JSON.stringify(env)}: ${JSON.stringify(view)}`, () => {
      expect(chooseView(terminal, env)).to.deep.equal(view);
    });
  }
});
