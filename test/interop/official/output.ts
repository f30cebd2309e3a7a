import { type GoTest, readGoTests } from '../go-test.ts';

export interface OfficialOutput {
  /** `HTTPRouteWeight`, or `HTTPRouteWeight/part` for a part of it. */
  tests: readonly GoTest[];
  /** How the suite as a whole ended; undefined where it did not get there. */
  whole: GoTest['outcome'] | undefined;
  /** What the first assertion that failed says, in one line; empty where none did. */
  message: string;
}

const ROOT = 'TestConformance';

/** Reads what the test binary prints with -test.v. */
export function readOutput(text: string): OfficialOutput {
  const found = readGoTests(text);
  const tests = found.flatMap((test) =>
    test.name.startsWith(`${ROOT}/`) ? [{ ...test, name: test.name.slice(ROOT.length + 1) }] : [],
  );
  return { tests, whole: found.find(({ name }) => name === ROOT)?.outcome, message: readMessage(text) };
}

/** The tests themselves, without their parts. */
export function listTests({ tests }: OfficialOutput, outcome: GoTest['outcome']): readonly string[] {
  return tests.filter((test) => test.outcome === outcome && !test.name.includes('/')).map(({ name }) => name);
}

/** The assertions' own block: `Error:` goes on over indented lines until the next heading. */
function readMessage(text: string): string {
  const block = /^\s+Error:\s+([\s\S]*?)\n\s+(?:Test|Messages):/m.exec(text);
  const words = /^\s+Messages:\s+(.*)$/m.exec(text)?.[1];
  const error = block?.[1]?.replaceAll(/\s+/g, ' ').trim();
  return [words, error].filter(Boolean).join(': ');
}
