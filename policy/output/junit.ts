import XmlBuilder from 'fast-xml-builder';
import type { Level } from '../rules/types.ts';
import type { Finding } from '../validate/types.ts';
import { isAtLeast } from './counts.ts';
import type { Rendered } from './types.ts';

interface Case {
  '@classname': string;
  '@name': string;
  '@time': '0';
  failure?: { '@message': string; '@type': string; '#text': string };
  skipped?: { '@message': string };
  'system-out'?: string;
}

/** JUnit XML: a suite for each file, a case for each finding; one that is at least of the level `failOn` is a failure. */
export function renderJunit({ validation, version }: Rendered, failOn: Level): string {
  const { sources, findings, suppressed } = validation;
  const suites = sources.map((source) => {
    const cases = [
      ...findings.filter((each) => each.source === source).map((finding) => describe(finding, failOn)),
      ...suppressed
        .filter((each) => each.source === source)
        .map((each) => ({ ...open(each), skipped: { '@message': attribute(`suppressed: ${each.reason}`) } })),
    ];
    const told: Case[] =
      cases.length > 0 ? cases : [{ '@classname': clean(source), '@name': 'nothing found', '@time': '0' }];
    return {
      '@name': clean(source),
      '@tests': String(told.length),
      '@failures': count(told, 'failure'),
      '@errors': '0',
      '@skipped': count(told, 'skipped'),
      '@time': '0',
      testcase: told,
    };
  });
  const sum = (name: '@tests' | '@failures') => String(suites.reduce((total, suite) => total + Number(suite[name]), 0));
  const root = {
    '@name': attribute(`gwconf validate ${version}`),
    '@tests': sum('@tests'),
    '@failures': sum('@failures'),
    '@errors': '0',
    '@time': '0',
    testsuite: suites,
  };
  const builder = new XmlBuilder({
    attributeNamePrefix: '@',
    ignoreAttributes: false,
    suppressBooleanAttributes: false,
    suppressEmptyNode: true,
    format: true,
  });
  return `<?xml version="1.0" encoding="UTF-8"?>\n${builder.build({ testsuites: root })}`;
}

function open({ rule, object, field, source }: Finding): Case {
  return {
    '@classname': clean(source),
    '@name': attribute([rule, object, field].filter(Boolean).join(' ')),
    '@time': '0',
  };
}

function describe(finding: Finding, failOn: Level): Case {
  const { rule, level, message, source, line, column } = finding;
  const text = clean(`${source}:${line}:${column} ${level}: ${message}`);
  if (!isAtLeast(finding, failOn)) return { ...open(finding), 'system-out': text };
  return { ...open(finding), failure: { '@message': attribute(message), '@type': rule, '#text': text } };
}

function count(cases: readonly Case[], what: 'failure' | 'skipped'): string {
  return String(cases.filter((one) => one[what] !== undefined).length);
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
