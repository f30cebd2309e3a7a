import { expect } from 'chai';
import {
  sampleFailedRow,
  samplePassingResult,
  sampleRow,
  sampleRunResult,
  sampleScenario,
} from '../../harness/result/sample.ts';
import type { RunResult } from '../../harness/result/types.ts';
import { chooseView, createConsoleView } from './index.ts';
import type { ConsoleOptions } from './options.ts';

interface Recorder {
  text(): string;
  tick(): void;
  stopped(): boolean;
  options: ConsoleOptions;
}

function record(over: Partial<ConsoleOptions> = {}): Recorder {
  let text = '';
  let time = 0;
  let callback: (() => void) | undefined;
  return {
    text: () => text,
    tick: () => callback?.(),
    stopped: () => callback === undefined,
    options: {
      write: (chunk) => {
        text += chunk;
      },
      live: false,
      color: false,
      quiet: false,
      columns: 100,
      rows: 30,
      resultPath: 'gwconf-report/result.json',
      now: () => {
        time += 100;
        return time;
      },
      every: (_ms, run) => {
        callback = run;
        return () => {
          callback = undefined;
        };
      },
      ...over,
    },
  };
}

/** Plays a run to a view, as the engine would. */
function play(result: RunResult, recorder: Recorder): void {
  const view = createConsoleView(recorder.options);
  const ran = result.scenarios.filter(({ rows }) => rows.length > 0);
  const notRun = result.scenarios.filter(({ rows }) => rows.length === 0);
  view.onPhase?.('cluster', 'started');
  view.onPhase?.('cluster', 'finished', 900);
  view.onPlan?.({ total: result.scenarios.length, scenarios: ran.map(({ id }) => id), notRun, seed: result.seed });
  for (const { id } of ran) view.onScenarioStart?.(id);
  recorder.tick();
  for (const scenario of ran) view.onScenarioEnd?.(scenario);
  view.onNotice?.('CEL rules are not checked');
  view.onEnd?.(result);
}

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

const plainFailure = `cluster: 900 ms
running 4 of 6 scenarios, seed 7f3a
pass  [1/4] HTTPRouteSimpleSameNamespace 450 ms
FAIL  [2/4] HTTPRouteHeaderMatching 30.4 s: other header: GET / with color: purple was answered 200 by v1, expected 404
FAIL  [3/4] HTTPRouteWeight (flaky) 450 ms: shares: v1 got 0.79, expected 0.70 ± 0.05
ERROR [4/4] HTTPRouteReferenceGrant 450 ms: the API server did not answer GET HTTPRoute gwconf-7f3a-grant/route
note: CEL rules are not checked

1) HTTPRouteHeaderMatching
   A route selects its backend by exact header values

   ✗ other header
     what        GET / with color: purple was answered 200 by v1, expected 404
     sent        GET http://k3x9q1.header-matching.example.com:80/ (to 127.112.0.1:80)
                 Host: k3x9q1.header-matching.example.com
                 color: purple
     differs     where              expected   observed
                 response.status    404        200
                 response.backend   none       v1 (gwconf-7f3a-headers/v1)
     came        status 200
                 content-type: application/json
                 {"path":"/","pod":"v1-0"}
     tries       41 in 30.0 s
     requires    httproute.match.headers.exact
     evidence    gwconf-report/result.json: scenarios[1].rows[1].evidence (1 object, 1 event, 1 exchange, 1 log line)

   rerun         gwconf run --run-test HTTPRouteHeaderMatching --seed 7f3a

2) HTTPRouteWeight  flaky: it passed when run again alone
   Traffic is shared by weight

   ✗ shares
     what        v1 got 0.79, expected 0.70 ± 0.05
     differs     where       expected      observed
                 shares.v1   0.70 ± 0.05   0.79
     shares      v1  expected 70.0 % ± 5.0 %  observed 79.0 %  (76.0 % to 82.0 %, 395 of 500)
                 v2  expected 30.0 % ± 5.0 %  observed 21.0 %  (18.0 % to 24.0 %, 105 of 500)
     tries       3 in 120 ms
     requires    httproute.match.headers.exact

   rerun         gwconf run --run-test HTTPRouteWeight --seed 7f3a

3) HTTPRouteReferenceGrant
   A route reaches another namespace only with a grant

   ✗ granted (an error of the harness, not of the implementation)
     what        the API server did not answer GET HTTPRoute gwconf-7f3a-grant/route
     tries       3 in 120 ms
     requires    httproute.match.headers.exact

   rerun         gwconf run --run-test HTTPRouteReferenceGrant --seed 7f3a

Not run
  1  named by --skip-tests: HTTPRouteHostnameIntersection
  1  the implementation does not claim HTTPRouteMethodMatching: HTTPRouteMethodMatching

Profile             result   passed  failed  skipped
GATEWAY-HTTP  core  failure  1       3       1

6 scenarios: 1 passed, 2 failed (1 flaky), 1 error, 1 skipped, 1 unsupported; 5 checks in 9.4 s

Not conformant: reference v0.1.0, Gateway API v1.7.0, seed 7f3a
`;

describe('console view without a terminal', () => {
  it('tells each scenario in a line, and of each failure all that a newcomer needs', () => {
    const recorder = record();
    play(sampleRunResult(), recorder);
    expect(recorder.text()).to.equal(plainFailure);
  });

  it('ends a passing run with the verdict', () => {
    const recorder = record();
    play(samplePassingResult(), recorder);
    expect(recorder.text()).to.match(/\nConformant: reference v0\.1\.0, Gateway API v1\.7\.0, seed 7f3a\n$/);
  });

  it('does not call a partial run conformant', () => {
    const core = { result: 'partial', passed: 1, failed: 0, skipped: 9, failedTests: [], skippedTests: [] } as const;
    const recorder = record();
    play(samplePassingResult({ profiles: [{ name: 'GATEWAY-HTTP', core }] }), recorder);
    expect(recorder.text()).to.contain('Passed what was run, which is not a whole profile');
    expect(recorder.text()).to.not.contain('Conformant');
  });

  it('gives no verdict where the harness failed', () => {
    const recorder = record();
    play(
      samplePassingResult({ exitCode: 3, errors: [{ phase: 'install', message: 'no pod became ready' }] }),
      recorder,
    );
    expect(recorder.text()).to.contain('error in install: no pod became ready\n');
    expect(recorder.text()).to.contain('No verdict: the run had errors of its own.');
  });

  it('is silent until the end with quiet, and leaves out what was not run', () => {
    const recorder = record({ quiet: true });
    play(sampleRunResult(), recorder);
    expect(recorder.text()).to.match(/^1\) HTTPRouteHeaderMatching\n/);
    expect(recorder.text()).to.not.contain('Not run');
  });

  it('puts expected above observed where a table does not fit', () => {
    const long = 'x'.repeat(90);
    const row = sampleRow({
      outcome: 'failed',
      mismatches: [{ path: 'response.body', expected: long, observed: 'y' }],
    });
    const recorder = record();
    play(samplePassingResult({ scenarios: [sampleScenario({ outcome: 'failed', rows: [row] })] }), recorder);
    expect(recorder.text()).to.contain(`response.body  expected  ${long}\n`);
    expect(recorder.text()).to.contain(`${' '.repeat(17)}               observed  y\n`);
  });

  it('shows three failed rows of a scenario in full, and names the others', () => {
    const rows = ['a', 'b', 'c', 'd', 'e'].map((name) => ({ ...sampleFailedRow(), name }));
    const recorder = record();
    play(samplePassingResult({ scenarios: [sampleScenario({ outcome: 'failed', rows })] }), recorder);
    expect(recorder.text().match(/✗ /g)).to.have.length(3);
    expect(recorder.text()).to.contain('and 2 more rows: d, e\n');
  });

  it('makes escape codes in an answer visible, so that the terminal does not obey them', () => {
    const row = sampleRow({ outcome: 'failed', message: 'got \u001b[2J\u0007' });
    const recorder = record();
    play(
      samplePassingResult({ scenarios: [sampleScenario({ outcome: 'failed', reason: '\u009b1m', rows: [row] })] }),
      recorder,
    );
    expect(recorder.text()).to.contain('got \\x1b[2J\\x07').and.contain('\\x9b1m');
    expect(recorder.text()).to.not.match(/[^\P{Cc}\n]/u);
  });
});

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
    view.close();
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
