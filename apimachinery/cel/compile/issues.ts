import type { CelType } from '../types/type.ts';

/** One thing wrong in an expression. */
export interface Issue {
  message: string;
  /** Index of a UTF-16 unit in the source. */
  offset: number;
}

/** The expression is well typed, but part of it fails before it can run. */
export class InstantiationError extends Error {
  override readonly name = 'InstantiationError';
  readonly type: CelType;

  constructor(type: CelType, message: string) {
    super(message);
    this.type = type;
  }
}

/** The source does not parse, or its types do not fit. The message is what a Kubernetes API server says. */
export class CompileError extends Error {
  override readonly name = 'CompileError';

  constructor(source: string, issues: readonly Issue[]) {
    super(formatIssues(source, issues));
  }
}

/** Each issue with its line of the source and a mark below the place. */
function formatIssues(source: string, issues: readonly Issue[]): string {
  const placed = issues.map((issue) => ({ ...issue, ...locate(source, issue.offset) }));
  placed.sort((a, b) => a.line - b.line || a.column - b.column);
  return placed
    .map(({ message, line, column, text }) => {
      const mark = `${'.'.repeat(column)}^`;
      return `ERROR: <input>:${line}:${column + 1}: ${message}\n | ${text.replaceAll('\t', ' ')}\n | ${mark}`;
    })
    .join('\n');
}

function locate(source: string, offset: number): { line: number; column: number; text: string } {
  const before = source.slice(0, offset).split('\n');
  const line = before.length;
  return { line, column: [...(before[line - 1] ?? '')].length, text: source.split('\n')[line - 1] ?? '' };
}
