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

/**
 * Reads a report to be compared with others: one whose head is spoilt says as much as any. Gives what is wrong with it, in
 * one sentence, where it is none.
 */
export function readReport(text: string, path: string): { report: ConformanceReport; note?: string } | string {
  const { report, findings } = verifyReport(text, path);
  if (report) return { report };
  const [first] = findings;
  const why = first?.message ?? 'it cannot be read';
  const read = parseReport(text);
  if (typeof read === 'string' || typeof read.value !== 'object' || read.value === null) return why;
  const body = Object.entries(read.value).filter(([name]) => FIELDS.has(name));
  const mended: unknown = { apiVersion: API_VERSION, kind: 'ConformanceReport', ...Object.fromEntries(body) };
  return checkConformanceReport(mended).length === 0 ? { report: mended as ConformanceReport, note: why } : why;
}

const API_VERSION = 'gateway.networking.k8s.io/v1';
const FIELDS = new Set([
  'apiVersion',
  'date',
  'gatewayAPIChannel',
  'gatewayAPIVersion',
  'implementation',
  'kind',
  'mode',
  'profiles',
  'succeededProvisionalTests',
]);

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
