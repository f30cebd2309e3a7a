import { readFileSync } from 'node:fs';
import type { RunResult } from '../../harness/result/types.ts';
import { checkRunResult } from '../../harness/result/validate.ts';
import { ReportError } from '../errors.ts';
import { writeFileWhole } from '../files.ts';

/** The run result as JSON text with sorted keys, so that two runs can be compared line by line. */
export function renderResult(result: RunResult): string {
  const plain: unknown = JSON.parse(JSON.stringify(result));
  const problems = checkRunResult(plain);
  if (problems.length > 0) throw new ReportError(`the run result does not match its schema: ${listSome(problems)}`);
  return `${JSON.stringify(sortKeys(plain), null, 2)}\n`;
}

/** Writes result.json, whole or not at all. */
export function writeResult(result: RunResult, path: string): void {
  writeFileWhole(path, renderResult(result));
}

/** Reads a result.json back. Throws ReportError where it is not one. */
export function readResult(path: string): RunResult {
  const value = parseJson(path);
  const problems = checkRunResult(value);
  if (problems.length > 0) throw new ReportError(`${path} is not a run result: ${listSome(problems)}`);
  return value as RunResult;
}

function parseJson(path: string): unknown {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch (cause) {
    throw new ReportError(`cannot read ${path}: ${(cause as Error).message}`, { cause });
  }
}

function listSome(problems: readonly string[]): string {
  const more = problems.length > 3 ? ` and ${problems.length - 3} more` : '';
  return `${problems.slice(0, 3).join('; ')}${more}`;
}

function sortKeys(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sortKeys);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries.map(([key, inner]) => [key, sortKeys(inner)]));
}
