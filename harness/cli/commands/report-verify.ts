import { readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import type { Finding } from '../../../reports/conformance/verify.ts';
import { UsageError } from '../../scenario/errors.ts';
import { exitCodes } from '../exit-codes.ts';
import { jsonOption } from '../options/common.ts';
import { showPath } from '../run/view.ts';
import type { Command } from './command.ts';

/** How what stands beside a report is called. */
const SIDECAR = '.run.json';

interface Verified {
  file: string;
  findings: readonly Finding[];
}

export const reportVerifyCommand: Command = {
  path: ['report', 'verify'],
  summary: 'Check conformance reports by the rules for their submission',
  positional: {
    name: 'file',
    describe: 'ConformanceReports as YAML, or folders of them, or *.run.json beside them',
    required: true,
    many: true,
  },
  options: [{ name: 'strict', kind: 'flag', describe: 'Take notes for errors', group: 'What to check' }, jsonOption],
  examples: [
    ['report verify gwconf-report/report.yaml', 'what keeps it from being accepted'],
    ['report verify conformance/reports --json', 'all of a folder, for another program'],
  ],
  async run({ flags, args }, { io }) {
    const [{ verifyReport }, { compareSidecar, readSidecar }] = await Promise.all([
      import('../../../reports/conformance/verify.ts'),
      import('../../../reports/sidecar/read.ts'),
    ]);
    const verifySidecar = (file: string): Finding[] => {
      const tell = (message: string): Finding => ({ rule: 'sidecar', severity: 'error', message });
      try {
        const report = readIfThere(`${file.slice(0, -SIDECAR.length)}.yaml`);
        const result = readIfThere(join(dirname(file), 'result.json'));
        return compareSidecar(readSidecar(file), { report, result }).map(tell);
      } catch (error) {
        return [tell((error as Error).message)];
      }
    };
    const files = args.flatMap((path) => listFiles(resolve(io.cwd, path)));
    if (files.length === 0) throw new UsageError(`there is no YAML file in ${args.join(', ')}`);
    const verified = files.map(
      (file): Verified => ({
        file: showPath(file, io.cwd),
        findings: file.endsWith(SIDECAR) ? verifySidecar(file) : verifyReport(readText(file), file).findings,
      }),
    );
    const isBroken = ({ findings }: Verified): boolean =>
      findings.some(({ severity }) => severity === 'error' || flags.strict === true);
    const broken = verified.filter(isBroken);
    if (flags.json === true) io.stdout.write(`${JSON.stringify(verified, null, 2)}\n`);
    else
      io.stdout.write(
        describe(verified, isBroken)
          .map((line) => `${line}\n`)
          .join(''),
      );
    return broken.length > 0 ? exitCodes.notConformant : exitCodes.conformant;
  },
};

function describe(verified: readonly Verified[], isBroken: (one: Verified) => boolean): string[] {
  const broken = verified.filter(isBroken).length;
  const lines = verified.flatMap((one) => [
    `${isBroken(one) ? 'broken' : 'ok    '}  ${one.file}`,
    ...one.findings.map(({ rule, severity, message }) => `        ${severity} ${rule}: ${message}`),
  ]);
  const count = `${verified.length} ${verified.length === 1 ? 'report' : 'reports'}`;
  return [
    ...lines,
    `${count}, ${broken === 0 ? 'none breaks a rule' : `${broken} of them break${broken === 1 ? 's' : ''} a rule`}`,
  ];
}

/** A file as it is named; of a folder its YAML files, at any depth. */
function listFiles(path: string): string[] {
  const found = statSync(path, { throwIfNoEntry: false });
  if (!found) throw new UsageError(`cannot read ${path}: there is no such file`);
  if (!found.isDirectory()) return [path];
  return readdirSync(path, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.ya?ml$/.test(name))
    .sort()
    .map((name) => join(path, name));
}

function readIfThere(file: string): string | undefined {
  return statSync(file, { throwIfNoEntry: false }) ? readText(file) : undefined;
}

function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (cause) {
    throw new UsageError(`cannot read ${file}: ${(cause as Error).message}`, { cause });
  }
}
