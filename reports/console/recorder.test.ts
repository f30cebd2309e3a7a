import type { RunResult } from '../../harness/result/types.ts';
import { createConsoleView } from './index.ts';
import type { ConsoleOptions } from './options.ts';

export interface Recorder {
  text(): string;
  tick(): void;
  stopped(): boolean;
  options: ConsoleOptions;
}

export function record(over: Partial<ConsoleOptions> = {}): Recorder {
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
      evidencePath: 'gwconf-report/evidence',
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
export function play(result: RunResult, recorder: Recorder): void {
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

/** What the plain view shows of the sample run. */
export const plainFailure = `cluster: 900 ms
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
     routes      HTTPRoute header-matching
     differs     where              expected   observed
                 response.status    404        200
                 response.backend   none       v1 (gwconf-7f3a-headers/v1)
     came        status 200
                 content-type: application/json
                 {"path":"/","pod":"v1-0"}
     tries       41 in 30.0 s
     requires    MUST: Header values are compared exactly. [httproute.match.headers.exact]
                   https://gateway-api.sigs.k8s.io/reference/1.7/spec/#httpheadermatch
     evidence    gwconf-report/evidence/HTTPRouteHeaderMatching/02-other-header (1 object, 1 event, 1 exchange, 1 log line)

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
     requires    MUST: Header values are compared exactly. [httproute.match.headers.exact]
                   https://gateway-api.sigs.k8s.io/reference/1.7/spec/#httpheadermatch

   rerun         gwconf run --run-test HTTPRouteWeight --seed 7f3a

3) HTTPRouteReferenceGrant
   A route reaches another namespace only with a grant

   ✗ granted (an error of the harness, not of the implementation)
     what        the API server did not answer GET HTTPRoute gwconf-7f3a-grant/route
     tries       3 in 120 ms

   rerun         gwconf run --run-test HTTPRouteReferenceGrant --seed 7f3a

Not run
  1  named by --skip-tests: HTTPRouteHostnameIntersection
  1  the implementation does not claim HTTPRouteMethodMatching: HTTPRouteMethodMatching

Profile             result   passed  failed  skipped
GATEWAY-HTTP  core  failure  1       3       1

6 scenarios: 1 passed, 2 failed (1 flaky), 1 error, 1 skipped, 1 unsupported; 5 checks in 9.4 s

Not conformant: reference v0.1.0, Gateway API v1.7.0, seed 7f3a
`;
