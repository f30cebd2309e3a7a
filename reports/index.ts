import type { RunListener } from '../harness/result/listener.ts';
import type { RunResult } from '../harness/result/types.ts';
import { guardListener } from './guard.ts';

export { ReportError } from './errors.ts';

/** Reporters that write a file, or a folder of them, by name, with its usual name. */
export const fileReporters = {
  conformance: 'report.yaml',
  sidecar: 'report.run.json',
  junit: 'junit.xml',
  json: 'result.json',
  html: 'report.html',
  markdown: 'summary.md',
  evidence: 'evidence',
} as const satisfies Record<string, string>;

export type FileReporterName = keyof typeof fileReporters;

const reporterNames: readonly FileReporterName[] = [
  'conformance',
  'sidecar',
  'junit',
  'json',
  'html',
  'markdown',
  'evidence',
];

/** What stands beside a conformance report is called as it is: `x.yaml` and `x.run.json`. */
export function nameSidecar(reportPath: string): string {
  return reportPath.replace(/(\.ya?ml)?$/, '.run.json');
}

export interface ReportersOptions {
  /** Live views, by name. */
  views?: Readonly<Record<string, RunListener>>;
  /** Where each file goes; a reporter that is not named writes nothing. */
  files: Readonly<Partial<Record<FileReporterName, string>>>;
}

export interface Reporters {
  /** One for each view; each notes its own failure and stays silent from then on. */
  listeners: readonly RunListener[];
  /** Writes all files; one that fails does not stop the others. */
  write(result: RunResult): Promise<WrittenReports>;
  /** One sentence for each reporter that failed. Not empty: the exit code is 3. */
  problems(): readonly string[];
}

export interface WrittenReports {
  paths: readonly string[];
  /** One sentence for each report that the run gives no ground for. */
  notes: readonly string[];
}

/** Sets up the reporters of a run. */
export function createReporters(options: ReportersOptions): Reporters {
  const problems: string[] = [];
  const note = (name: string, error: unknown): void => {
    problems.push(`the ${name} report failed: ${error instanceof Error ? error.message : String(error)}`);
  };
  return {
    listeners: Object.entries(options.views ?? {}).map(([name, view]) => guardListener(name, view, note)),
    async write(result) {
      const paths: string[] = [];
      const notes: string[] = [];
      const failed = new Set<FileReporterName>();
      for (const name of reporterNames) {
        const path = options.files[name];
        if (path === undefined) continue;
        if (name === 'conformance' && result.profiles.length === 0) {
          notes.push(`there is no conformance report, since no profile has all its core features supported`);
          continue;
        }
        if (name === 'conformance' && result.shard) {
          notes.push('a shard has no conformance report; gwconf report merge makes that of the whole run');
          continue;
        }
        // It is about a report that there is not, which was told already.
        if (name === 'sidecar' && failed.has('conformance')) continue;
        try {
          const write = await loadWriter(name);
          if (write(result, path) !== false) paths.push(path);
        } catch (error) {
          failed.add(name);
          note(name, error);
        }
      }
      return { paths, notes };
    },
    problems: () => problems,
  };
}

/** Gives `false` where there was nothing to write. */
type Writer = (result: RunResult, path: string) => unknown;

/** Loaded late: ajv, yaml and the XML builder are not needed before a run ends. */
async function loadWriter(name: FileReporterName): Promise<Writer> {
  switch (name) {
    case 'conformance':
      return (await import('./conformance/write.ts')).writeConformanceReport;
    case 'sidecar':
      return (await import('./sidecar/write.ts')).writeSidecar;
    case 'junit':
      return (await import('./junit/render.ts')).writeJUnit;
    case 'json':
      return (await import('./json/write.ts')).writeResult;
    case 'html':
      return (await import('./html/render.ts')).writeHtml;
    case 'markdown':
      return (await import('./markdown/render.ts')).writeMarkdown;
    case 'evidence':
      return (await import('./evidence/write.ts')).writeEvidence;
  }
}
