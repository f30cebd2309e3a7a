import { join } from 'node:path';
import { execa } from 'execa';

/** What a validator says of one file. */
export interface Verdict {
  isRefused: boolean;
  /** Fields that its causes name, each once, sorted. */
  fields: readonly string[];
  messages: readonly string[];
}

interface Status {
  status: string;
  message?: string;
  details?: { causes?: readonly { field?: string; message?: string }[] };
}

/**
 * Asks kubectl-validate of files in a folder.
 * @param crds folder of the CRDs that judge
 * @returns by the file's name
 */
export async function askKubectlValidate(
  program: string,
  crds: string,
  folder: string,
  names: readonly string[],
): Promise<ReadonlyMap<string, Verdict>> {
  const args = ['--version', '1.30', '--local-crds', crds, '--output', 'json'];
  const { stdout, stderr } = await execa(program, [...args, ...names], { cwd: folder, reject: false, stdin: 'ignore' });
  if (!stdout.startsWith('{')) throw new Error(`${join(folder, program)}: ${stderr}`);
  const told = Object.entries(JSON.parse(stdout) as Record<string, readonly Status[]>);
  return new Map(told.map(([name, statuses]) => [name, summarize(statuses)]));
}

function summarize(statuses: readonly Status[]): Verdict {
  const failures = statuses.filter(({ status }) => status !== 'Success');
  const causes = failures.flatMap(({ details }) => details?.causes ?? []);
  return {
    isRefused: failures.length > 0,
    fields: [...new Set(causes.flatMap(({ field }) => (field && field !== '<nil>' ? [field] : [])))].sort(),
    messages: failures.map(({ message }) => message ?? ''),
  };
}
