/** One test of the suite, or one part of a test. */
export interface OfficialTest {
  /** `HTTPRouteWeight`, or `HTTPRouteWeight/part` for a part. */
  name: string;
  outcome: 'passed' | 'failed' | 'skipped';
  seconds: number;
}

export interface OfficialOutput {
  tests: readonly OfficialTest[];
  /** How the suite as a whole ended; undefined where it did not get there. */
  whole: OfficialTest['outcome'] | undefined;
  /** What the first assertion that failed says, in one line; empty where none did. */
  message: string;
}

const RESULT = /^ *--- (PASS|FAIL|SKIP): TestConformance(?:\/(\S+))? \((\d+(?:\.\d+)?)s\)$/;
const OUTCOMES = { PASS: 'passed', FAIL: 'failed', SKIP: 'skipped' } as const;

/** Reads what the test binary prints with -test.v. */
export function readOutput(text: string): OfficialOutput {
  const tests: OfficialTest[] = [];
  let whole: OfficialOutput['whole'];
  for (const line of text.split('\n')) {
    const [, word, name, seconds] = RESULT.exec(line) ?? [];
    if (word === undefined) continue;
    const outcome = OUTCOMES[word as keyof typeof OUTCOMES];
    if (name === undefined) whole = outcome;
    else tests.push({ name, outcome, seconds: Number(seconds) });
  }
  return { tests, whole, message: readMessage(text) };
}

/** The tests themselves, without their parts. */
export function listTests({ tests }: OfficialOutput, outcome: OfficialTest['outcome']): readonly string[] {
  return tests.filter((test) => test.outcome === outcome && !test.name.includes('/')).map(({ name }) => name);
}

/** The assertions' own block: `Error:` goes on over indented lines until the next heading. */
function readMessage(text: string): string {
  const block = /^\s+Error:\s+([\s\S]*?)\n\s+(?:Test|Messages):/m.exec(text);
  const words = /^\s+Messages:\s+(.*)$/m.exec(text)?.[1];
  const error = block?.[1]?.replaceAll(/\s+/g, ' ').trim();
  return [words, error].filter(Boolean).join(': ');
}
