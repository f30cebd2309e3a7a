import type { Location, Log, ReportingDescriptor, Result } from 'sarif';
import type { Level, RuleFacts } from '../rules/types.ts';
import type { Finding, Place, SuppressedFinding } from '../validate/types.ts';
import type { Rendered } from './types.ts';

const levelNames: Record<Level, Result.level> = { error: 'error', warning: 'warning', info: 'note' };

/**
 * Findings for GitHub's code scanning and others that read SARIF 2.1.0:
 * https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html
 * @param rules every rule, whether it found something or not
 */
export function renderSarif({ validation, notes, version }: Rendered, rules: readonly RuleFacts[]): string {
  const { findings, suppressed, release } = validation;
  const used = new Set([...findings, ...suppressed].map(({ rule }) => rule));
  const told = rules.filter(({ id }) => used.has(id));
  const indexOf = new Map(told.map(({ id }, index) => [id, index]));
  const log: Log = {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: 'gwconf',
            semanticVersion: version,
            rules: told.map(describeRule),
            ...(release ? { properties: { gatewayApi: release } } : {}),
          },
        },
        columnKind: 'utf16CodeUnits',
        invocations: [
          {
            executionSuccessful: true,
            toolExecutionNotifications: notes.map((text) => ({ level: 'note', message: { text } })),
          },
        ],
        results: [
          ...findings.map((finding) => describeFinding(finding, indexOf)),
          ...suppressed.map((finding) => describeFinding(finding, indexOf, finding)),
        ],
      },
    ],
  };
  return `${JSON.stringify(log, null, 2)}\n`;
}

function describeRule({ id, title, explanation, fix, level, clause, topic }: RuleFacts): ReportingDescriptor {
  return {
    id,
    name: id.replaceAll(/(^|-)([a-z])/g, (_match, _dash, letter: string) => letter.toUpperCase()),
    shortDescription: { text: title },
    fullDescription: { text: explanation },
    help: { text: `${explanation}\n\n${fix}` },
    ...(clause === undefined ? {} : { helpUri: clause }),
    defaultConfiguration: { level: levelNames[level] },
    properties: { tags: [topic] },
  };
}

function describeFinding(
  finding: Finding,
  indexOf: ReadonlyMap<string, number>,
  suppressed?: SuppressedFinding,
): Result {
  const { rule, level, message, object, field, related } = finding;
  const placed = related.filter((each): each is Place & { message: string } => each.source !== undefined);
  return {
    ruleId: rule,
    ruleIndex: indexOf.get(rule) ?? -1,
    level: levelNames[level],
    message: { text: object === undefined ? message : `${object}: ${message}` },
    locations: [
      {
        ...locate(finding),
        ...(field === undefined && object === undefined
          ? {}
          : { logicalLocations: [{ fullyQualifiedName: [object, field].filter(Boolean).join(' ') }] }),
      },
    ],
    ...(placed.length > 0
      ? { relatedLocations: placed.map((each, id) => ({ id, ...locate(each), message: { text: each.message } })) }
      : {}),
    // The same finding in the next run is the same one, though lines have moved.
    partialFingerprints: { 'gwconf/v1': [rule, object ?? '', field ?? '', message].join('|') },
    ...(suppressed ? { suppressions: [{ kind: 'inSource', justification: suppressed.reason }] } : {}),
  };
}

function locate({ source, line, column }: Place): Location {
  return {
    physicalLocation: {
      artifactLocation: { uri: toUri(source) },
      region: { startLine: line, startColumn: column },
    },
  };
}

/** A path as a relative reference, or a file's absolute one. */
function toUri(source: string): string {
  const path = source.replaceAll('\\', '/').split('/').map(encodeURIComponent).join('/');
  if (/^[A-Za-z]%3A\//.test(path)) return `file:///${path.replace('%3A', ':')}`;
  return path.startsWith('/') ? `file://${path}` : path;
}
