import { attribute, buildDocument, type CaseNode, clean } from '../../reports/junit/document.ts';
import type { Level } from '../rules/types.ts';
import type { Finding } from '../validate/types.ts';
import { isAtLeast } from './counts.ts';
import type { Rendered } from './types.ts';

/** JUnit XML: a suite for each file, a case for each finding; one that is at least of the level `failOn` is a failure. */
export function renderJunit({ validation, version, command = 'validate' }: Rendered, failOn: Level): string {
  const { sources, findings, suppressed } = validation;
  const suites = sources.map((source) => {
    const cases = [
      ...findings.filter((each) => each.source === source).map((finding) => describe(finding, failOn)),
      ...suppressed
        .filter((each) => each.source === source)
        .map((each) => withOutcome(each, { kind: 'skipped', message: attribute(`suppressed: ${each.reason}`) })),
    ];
    const nothing: CaseNode = { className: clean(source), name: 'nothing found', time: 0 };
    return { name: clean(source), time: 0, properties: [], cases: cases.length > 0 ? cases : [nothing] };
  });
  return buildDocument(attribute(`gwconf ${command} ${version}`), '0', suites);
}

function describe(finding: Finding, failOn: Level): CaseNode {
  const { rule, level, message, source, line, column } = finding;
  const text = clean(`${source}:${line}:${column} ${level}: ${message}`);
  if (!isAtLeast(finding, failOn)) return { ...open(finding), output: text };
  return withOutcome(finding, { kind: 'failure', message: attribute(message), type: rule, text });
}

function withOutcome(finding: Finding, outcome: NonNullable<CaseNode['outcome']>): CaseNode {
  return { ...open(finding), outcome };
}

function open({ rule, object, field, source }: Finding): CaseNode {
  return { className: clean(source), name: attribute([rule, object, field].filter(Boolean).join(' ')), time: 0 };
}
