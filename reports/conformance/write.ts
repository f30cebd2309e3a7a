import { Ajv, type ValidateFunction } from 'ajv';
import { writeYaml } from '../../harness/common/write-yaml.ts';
import { ownSchema } from '../../harness/result/own-schema.ts';
import type { RunResult } from '../../harness/result/types.ts';
import { describeSchemaErrors } from '../../harness/result/validate.ts';
import { ReportError } from '../errors.ts';
import { writeFileWhole } from '../files.ts';
import { toConformanceReport } from './report.ts';
import schema from './schema.json' with { type: 'json' };
import type { ConformanceReport } from './types.ts';

let compiled: ValidateFunction<ConformanceReport> | undefined;

/** One sentence for each way in which a value is no ConformanceReport; empty: it is one. */
export function checkConformanceReport(value: unknown): string[] {
  compiled ??= new Ajv({ allErrors: true, ...ownSchema }).compile<ConformanceReport>(schema);
  return compiled(value) ? [] : describeSchemaErrors(compiled.errors ?? []);
}

/** YAML text of the report of a run. Throws ReportError where the run cannot give a valid one. */
export function renderConformanceReport(result: RunResult): string {
  const report = toConformanceReport(result);
  const problems = checkConformanceReport(report);
  if (problems.length > 0) throw new ReportError(`the conformance report would not be valid: ${problems.join('; ')}`);
  return writeYaml(report);
}

/** Writes the report, whole or not at all. */
export function writeConformanceReport(result: RunResult, path: string): void {
  writeFileWhole(path, renderConformanceReport(result));
}
