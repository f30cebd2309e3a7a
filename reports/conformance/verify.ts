import { basename, dirname } from 'node:path';
import { parseAllDocuments } from 'yaml';
import { checkRules, type Finding } from './rules.ts';
import type { ConformanceReport } from './types.ts';
import { checkConformanceReport } from './write.ts';

export type { Finding } from './rules.ts';

export interface Verification {
  findings: readonly Finding[];
  /** Missing where it is none. */
  report?: ConformanceReport;
}

/**
 * Checks a report: YAML, fields, and what these must say of one another and of the file's name.
 * @param path of the file, for what its name must say
 */
export function verifyReport(text: string, path: string): Verification {
  const read = parseReport(text);
  if (typeof read === 'string') return { findings: [{ rule: 'yaml', severity: 'error', message: read }] };
  const problems = checkConformanceReport(read.value);
  if (problems.length > 0) {
    return { findings: problems.map((message) => ({ rule: 'fields', severity: 'error', message })) };
  }
  const report = read.value as ConformanceReport;
  return { report, findings: [...checkRules(report), ...checkPlace(report, path)] };
}

/** As a report that is to be submitted must be called. */
export function nameReport({ gatewayAPIChannel, implementation, mode }: ConformanceReport): string {
  return `${gatewayAPIChannel}-${implementation.version}-${mode}-report.yaml`;
}

function parseReport(text: string): { value: unknown } | string {
  const documents = parseAllDocuments(text, { schema: 'core' });
  if (!Array.isArray(documents) || documents.length !== 1) return 'the file must hold one YAML document';
  const [document] = documents;
  const [error] = document?.errors ?? [];
  return error ? `not valid YAML: ${error.message.split('\n')[0]}` : { value: document?.toJS() };
}

/** Folders of submitted reports are called by the release. */
function checkPlace(report: ConformanceReport, path: string): Finding[] {
  const findings: Finding[] = [];
  const wanted = nameReport(report);
  if (basename(path) !== wanted) {
    findings.push({
      rule: 'file-name',
      severity: 'note',
      message: `to be submitted, the file must be called ${wanted}`,
    });
  }
  const release = basename(dirname(dirname(path)));
  const isRelease = /^v\d+\.\d+(\.\d+)?$/.test(release);
  if (isRelease && `${report.gatewayAPIVersion}.`.startsWith(`${release}.`) === false) {
    const message = `it stands below ${release}, and is of ${report.gatewayAPIVersion}`;
    findings.push({ rule: 'release-folder', severity: 'error', message });
  }
  return findings;
}
