import reporter, { type TestCase, type TestSuite } from 'junit-report-builder';

// Its types tell of a module, and what it is in Node is the builder.
const library = reporter as unknown as typeof reporter.default;

/** What a case came to where it did not pass. */
export type CaseOutcome =
  | { kind: 'failure' | 'error'; message: string; type: string; text?: string }
  | { kind: 'skipped'; message: string };

export interface CaseNode {
  className: string;
  name: string;
  /** Seconds. */
  time: number;
  outcome?: CaseOutcome;
  output?: string;
}

export interface SuiteNode {
  name: string;
  /** ISO 8601 without a zone. */
  timestamp?: string;
  /** Seconds. */
  time?: number;
  properties: readonly (readonly [name: string, value: string])[];
  cases: readonly CaseNode[];
}

/** The document. The builder counts what each suite has. */
export function buildDocument(name: string, time: string, suites: readonly SuiteNode[]): string {
  const builder = library.newBuilder().name(name);
  for (const suite of suites) fillSuite(builder.testSuite(), suite);
  // The common schema has no `skipped` of the root, which begins the document, and knows its time.
  return builder.build().replace(/ skipped="\d+"/, ` time="${time}"`);
}

function fillSuite(suite: TestSuite, { name, timestamp, time, properties, cases }: SuiteNode): void {
  suite.name(name);
  if (timestamp !== undefined) suite.timestamp(timestamp);
  if (time !== undefined) suite.time(time);
  for (const [key, value] of properties) suite.property(key, value);
  for (const one of cases) fillCase(suite.testCase(), one);
}

function fillCase(node: TestCase, { className, name, time, outcome, output }: CaseNode): void {
  node.className(className).name(name).time(time);
  if (output !== undefined) node.standardOutput(protect(output));
  switch (outcome?.kind) {
    case 'failure':
      node.failure(outcome.message, outcome.type);
      if (outcome.text !== undefined) node.stacktrace(protect(outcome.text));
      break;
    case 'error':
      node.error(outcome.message, outcome.type, outcome.text === undefined ? undefined : protect(outcome.text));
      break;
    case 'skipped':
      skip(node, outcome.message);
  }
}

/** The builder's `skipped` says no reason. */
function skip(node: TestCase, message: string): void {
  node.skipped();
  const build = node.build.bind(node);
  node.build = (parent) => {
    const element = build(parent);
    const skipped = element.children.find((child) => 'name' in child && child.name === 'skipped');
    if (skipped && 'att' in skipped) skipped.att('message', message);
    return element;
  };
}

const END = ']]>';

/** The builder writes texts as CDATA, and splits a section at the first end within it only. */
function protect(text: string): string {
  const [first = '', second, ...others] = text.split(END);
  if (second === undefined) return text;
  return [[first, second].join(END), ...others].join(']]]]><![CDATA[>');
}

/** An attribute: one line of bearable length, since readers make spaces of line breaks. */
export function attribute(text: string): string {
  const flat = clean(text).replaceAll(/\s+/g, ' ').trim();
  return flat.length > 1000 ? `${flat.slice(0, 1000)}… (${flat.length} characters)` : flat;
}

/** XML 1.0 has no place for most control characters and lone surrogates, even escaped. */
export function clean(text: string): string {
  return text.replaceAll(/[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/gu, '\u{FFFD}');
}
