import reporter, { type TestCase, type TestSuite } from 'junit-report-builder';
import type { CaseNode, SuiteNode } from './nodes.ts';

// Its types tell of a module, and what it is in Node is the builder.
const library = reporter as unknown as typeof reporter.default;

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
