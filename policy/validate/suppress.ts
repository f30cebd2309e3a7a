import type { ConfiguredSuppression, Finding, Place, Source, SuppressedFinding } from './types.ts';

/** One place where somebody says that findings of a rule are not to count. */
interface Suppression extends Place {
  rule: string;
  reason: string;
  covers(finding: Finding): boolean;
}

const MARK = 'gwconf:ignore';
const COMMENT = /(^|\s)#\s*gwconf:ignore\b(.*)$/;

/**
 * Takes out the findings that comments or a configuration say are not to count. Of a suppression that suppresses nothing,
 * names no rule or gives no reason there is a finding.
 * @param knownRules ids
 * @param askedRules ids of those that could have found something: of others nothing can be said to be unused
 */
export function suppress(
  findings: readonly Finding[],
  sources: readonly Source[],
  configured: readonly ConfiguredSuppression[],
  knownRules: ReadonlySet<string>,
  askedRules: ReadonlySet<string>,
): { findings: Finding[]; suppressed: SuppressedFinding[] } {
  const found = sources.flatMap(readComments);
  const all = [...found, ...configured.map(readConfigured)];
  const invalid = all.filter((each) => describeInvalid(each, knownRules) !== undefined);
  const valid = all.filter((each) => !invalid.includes(each));
  const used = new Set<Suppression>();
  const kept: Finding[] = [];
  const suppressed: SuppressedFinding[] = [];
  for (const finding of findings) {
    const by = valid.find((each) => each.rule === finding.rule && each.covers(finding));
    if (by) {
      used.add(by);
      suppressed.push({ ...finding, reason: by.reason });
    } else kept.push(finding);
  }
  const told = [
    ...invalid.map((each) => tell(each, 'suppression-invalid', describeInvalid(each, knownRules) ?? '')),
    ...valid
      .filter((each) => !used.has(each) && askedRules.has(each.rule))
      .map((each) => tell(each, 'suppression-unused', `there is no finding of ${each.rule} to suppress here`)),
  ];
  return { findings: [...kept, ...told], suppressed };
}

function describeInvalid({ rule, reason }: Suppression, known: ReadonlySet<string>): string | undefined {
  if (rule === '') return `expected ${MARK} RULE: REASON`;
  if (!known.has(rule)) return `there is no rule ${rule}; gwconf rules lists them`;
  return reason === '' ? `the suppression of ${rule} gives no reason; expected ${MARK} ${rule}: REASON` : undefined;
}

function tell({ source, line, column }: Place, rule: string, message: string): Finding {
  return { rule, level: 'warning', stage: 'files', message, source, line, column, related: [] };
}

function readConfigured(given: ConfiguredSuppression): Suppression {
  const { rule, reason, object, matchesSource, source, line, column } = given;
  return {
    ...{ rule, reason, source, line, column },
    covers: (finding) =>
      (object === undefined || finding.object === object) && (matchesSource?.(finding.source) ?? true),
  };
}

/**
 * Comments `# gwconf:ignore RULE: REASON`. One behind a field is for its line, one on a line of its own for the next line
 * that is no comment; before the first field of a document, for the whole document.
 */
function readComments({ name, text }: Source): Suppression[] {
  if (!text.includes(MARK)) return [];
  const lines = text.split('\n');
  return lines.flatMap((line, index): Suppression[] => {
    const match = COMMENT.exec(line);
    if (!match) return [];
    const [, rule = '', reason = ''] = /^\s*([\w-]*)\s*:?\s*(.*)$/.exec(match[2] ?? '') ?? [];
    const scope = findScope(lines, index, line.trimStart().startsWith('#'));
    const place = { source: name, line: index + 1, column: line.indexOf('#', match.index) + 1 };
    const covers = (finding: Finding) => {
      return finding.source === name && finding.line >= scope.first && finding.line <= scope.last;
    };
    return [{ ...place, rule, reason: reason.trim(), covers }];
  });
}

/** Lines, from 1, that a comment is for. */
function findScope(lines: readonly string[], index: number, isAlone: boolean): { first: number; last: number } {
  if (!isAlone) return { first: index + 1, last: index + 1 };
  const isEmpty = (line: string | undefined) => line !== undefined && /^\s*(#.*)?$/.test(line);
  let next = index + 1;
  while (isEmpty(lines[next])) next += 1;
  let before = index - 1;
  while (before >= 0 && isEmpty(lines[before])) before -= 1;
  const isHead = before < 0 || (lines[before] ?? '').startsWith('---');
  if (!isHead) return { first: next + 1, last: next + 1 };
  let end = next;
  while (end + 1 < lines.length && !(lines[end + 1] ?? '').startsWith('---')) end += 1;
  return { first: before + 2, last: end + 1 };
}
