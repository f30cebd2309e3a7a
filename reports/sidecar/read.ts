import { readFileSync } from 'node:fs';
import { ReportError } from '../errors.ts';
import type { Sidecar } from './types.ts';
import { checkSidecar, digestOf } from './write.ts';

/** Reads a sidecar. Throws ReportError naming the file where it is none. */
export function readSidecar(path: string): Sidecar {
  const value = parse(path);
  const problems = checkSidecar(value);
  if (problems.length > 0)
    throw new ReportError(`${path} is no sidecar of a report: ${problems.slice(0, 3).join('; ')}`);
  return value as Sidecar;
}

function parse(path: string): unknown {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch (cause) {
    throw new ReportError(`cannot read ${path}: ${(cause as Error).message}`, { cause });
  }
}

/** What a sidecar says that the files beside it do not bear out, one sentence each. A file that is missing is left out. */
export function compareSidecar({ report, result }: Sidecar, beside: { report?: string; result?: string }): string[] {
  const differs = (text: string | undefined, sha256: string): boolean =>
    text !== undefined && digestOf(text) !== sha256;
  return [
    ...(differs(beside.report, report.sha256) ? ['the report is not the one that the run wrote'] : []),
    ...(differs(beside.result, result.sha256) ? ['result.json is not the one that the run wrote'] : []),
  ];
}
