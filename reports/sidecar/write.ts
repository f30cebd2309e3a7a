import { createHash } from 'node:crypto';
import { Ajv, type ValidateFunction } from 'ajv';
import { ownSchema } from '../../harness/result/own-schema.ts';
import type { RunResult } from '../../harness/result/types.ts';
import { describeSchemaErrors } from '../../harness/result/validate.ts';
import { renderConformanceReport } from '../conformance/write.ts';
import { ReportError } from '../errors.ts';
import { nameRowFolder } from '../evidence/folders.ts';
import { writeFileWhole } from '../files.ts';
import { renderResult } from '../json/write.ts';
import schema from './schema.json' with { type: 'json' };
import type { Sidecar, SidecarRow } from './types.ts';

let compiled: ValidateFunction<Sidecar> | undefined;

/** One sentence for each way in which a value is no sidecar; empty: it is one. */
export function checkSidecar(value: unknown): string[] {
  compiled ??= new Ajv({ allErrors: true, ...ownSchema }).compile<Sidecar>(schema);
  return compiled(value) ? [] : describeSchemaErrors(compiled.errors ?? []);
}

/** SHA-256 of a text, in hexadecimal digits. */
export function digestOf(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

/** What makes the report of a run checkable. Pure. */
export function toSidecar(result: RunResult): Sidecar {
  const { gwconfVersion, runId, seed, startedAt, durationMs, command, environment, cluster, gatewayApi } = result;
  return {
    schemaVersion: 'gwconf.dev/sidecar/v1',
    report: { sha256: digestOf(renderConformanceReport(result)) },
    result: { sha256: digestOf(renderResult(result)) },
    gwconfVersion,
    runId,
    seed,
    startedAt,
    durationMs,
    command,
    repeat: result.repeat ?? ['run', '--seed', seed],
    environment,
    cluster,
    gatewayApi,
    implementation: result.implementation,
    images: result.images ?? [],
    features: result.features,
    timing: result.timing,
    rows: listRows(result),
  };
}

function listRows({ scenarios }: RunResult): SidecarRow[] {
  return scenarios.flatMap((scenario, place) =>
    scenario.rows.map((row, at) => ({
      scenario: scenario.id,
      row: row.name,
      level: row.level,
      outcome: row.outcome,
      tries: row.tries,
      startedAt: row.startedAt,
      durationMs: row.durationMs,
      requirements: row.requirements,
      record: `/scenarios/${place}/rows/${at}`,
      ...(row.evidence ? { evidence: `evidence/${nameRowFolder(scenario, row)}` } : {}),
    })),
  );
}

/** The sidecar as JSON text. */
export function renderSidecar(result: RunResult): string {
  return `${JSON.stringify(toSidecar(result), null, 2)}\n`;
}

/** Writes the sidecar, whole or not at all; nothing for a shard or a run without a profile, which have no report. */
export function writeSidecar(result: RunResult, path: string): boolean {
  if (result.shard || result.profiles.length === 0) return false;
  const text = renderSidecar(result);
  const problems = checkSidecar(JSON.parse(text));
  if (problems.length > 0) throw new ReportError(`the sidecar would not be valid: ${problems.slice(0, 3).join('; ')}`);
  writeFileWhole(path, text);
  return true;
}
