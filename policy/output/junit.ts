import reporter, { type TestCase } from 'junit-report-builder';
import type { Level } from '../rules/types.ts';
import type { Finding } from '../validate/types.ts';
import { isAtLeast } from './counts.ts';
import type { Rendered } from './types.ts';

// Its types tell of a module, and what it is in Node is the builder.
const library = reporter as unknown as typeof reporter.default;

/** JUnit XML: a suite for each file, a case for each finding; one that is at least of the level `failOn` is a failure. */
export function renderJunit({ validation, version }: Rendered, failOn: Level): string {
  const { sources, findings, suppressed } = validation;
  const builder = library.newBuilder().name(attribute(`gwconf validate ${version}`));
  for (const source of sources) {
    const suite = builder.testSuite().name(clean(source)).time(0);
    const own = findings.filter((each) => each.source === source);
    const silenced = suppressed.filter((each) => each.source === source);
    for (const finding of own) describe(suite.testCase(), finding, failOn);
    for (const each of silenced) {
      const reason = clean(`suppressed: ${each.reason}`);
      open(suite.testCase(), each).skipped().standardOutput(protect(reason));
    }
    if (own.length + silenced.length === 0) suite.testCase().className(clean(source)).name('nothing found').time(0);
  }
  // The common schema has no `skipped` of the root, which begins the document, and knows its time.
  return builder.build().replace(/ skipped="\d+"/, ' time="0"');
}

function open(node: TestCase, { rule, object, field, source }: Finding): TestCase {
  return node
    .className(clean(source))
    .name(attribute([rule, object, field].filter(Boolean).join(' ')))
    .time(0);
}

function describe(node: TestCase, finding: Finding, failOn: Level): void {
  const { rule, level, message, source, line, column } = finding;
  const text = protect(clean(`${source}:${line}:${column} ${level}: ${message}`));
  open(node, finding);
  if (isAtLeast(finding, failOn)) node.failure(attribute(message), rule).stacktrace(text);
  else node.standardOutput(text);
}

/** The builder writes texts as CDATA, and splits a section at the first end within it only. */
function protect(text: string): string {
  const [first = '', second, ...others] = text.split(']]>');
  return second === undefined ? text : [`${first}]]>${second}`, ...others].join(']]]]><![CDATA[>');
}

/** One line of bearable length, since readers make spaces of line breaks. */
function attribute(text: string): string {
  const flat = clean(text).replaceAll(/\s+/g, ' ').trim();
  return flat.length > 1000 ? `${flat.slice(0, 1000)}…` : flat;
}

/** XML 1.0 has no place for most control characters and lone surrogates, even escaped. */
function clean(text: string): string {
  return text.replaceAll(/[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/gu, '\u{FFFD}');
}
