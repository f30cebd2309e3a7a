import { sampleFailedRow, samplePassingResult, sampleScenario } from '../harness/result/sample.ts';
import type { RunResult } from '../harness/result/types.ts';

/** What an implementation may say to break a report, or to make it say something else. */
export const hostileTexts: readonly string[] = [
  '<script>document.title="forged"</script>',
  '"><img src=x onerror="document.title=1">',
  '</pre></details></section><h1 id="forged">forged</h1>',
  'an error page: <e><![CDATA[one]]></e><e><![CDATA[two]]></e>',
  '\u001b[31mred\u001b[0m \u001b]0;title\u0007',
  'one line\nforged line\r\n## forged heading',
  '| a | b |\n| --- | --- |\n| forged | row |',
  '</details>\n\n# forged\n\n![x](https://example.com/x.png) [a](javascript:alert(1))',
  '``` `code` ````\n```\n# forged',
  'invalid \ud800 \udfff \u0000 \ufffe',
  '\u202egnp.exe',
  '&lt;b&gt; &#60;b&#62; &amp;',
  '{{7*7}} <%= 1 %> %{1}',
  '::error::forged\n::set-output name=x::y\n##vso[task.complete result=Failed]',
  'x'.repeat(4_000),
];

/** A run in which each text stands wherever an implementation, its cluster or its profile can put one. */
export function sampleHostileResult(text: string): RunResult {
  const row = sampleFailedRow();
  const { evidence } = row;
  if (!evidence) throw new Error('no evidence');
  const exchanges = evidence.exchanges.map((exchange) => ({ ...exchange, line: text, error: text }));
  const failed = sampleScenario({
    outcome: 'failed',
    reason: text,
    title: text,
    rows: [
      {
        ...row,
        name: text,
        message: text,
        mismatches: [{ path: text, expected: text, observed: text }],
        evidence: {
          objects: [{ kind: 'Gateway', status: { message: text, [text]: text } }],
          events: [{ message: text }],
          exchanges: exchanges as typeof evidence.exchanges,
          logs: [{ source: text.slice(0, 50), lines: text.split('\n') }],
        },
      },
    ],
  });
  const known = sampleScenario({
    id: 'HTTPRouteKnown',
    outcome: 'failed',
    rows: [sampleFailedRow()],
    knownFailure: text,
  });
  return samplePassingResult({
    scenarios: [failed, known, sampleScenario({ id: 'HTTPRouteSkipped', outcome: 'skipped', reason: text, rows: [] })],
    implementation: { ...samplePassingResult().implementation, project: text.slice(0, 60), url: 'javascript:alert(1)' },
    knownFailures: [{ scenario: 'HTTPRouteKnown', reason: text, outcome: 'failed' }],
    errors: [{ phase: 'scenarios', message: text }],
    exitCode: 1,
  });
}
