import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { CompareFormat } from '../../../reports/compare/render.ts';
import type { Source } from '../../../reports/compare/types.ts';
import { UsageError } from '../../scenario/errors.ts';
import { exitCodes } from '../exit-codes.ts';
import { readRunResult } from '../results/read.ts';
import { showPath } from '../run/view.ts';
import type { Command } from './command.ts';

const formats: readonly CompareFormat[] = ['console', 'markdown', 'json', 'csv', 'html'];

export const compareCommand: Command = {
  path: ['compare'],
  summary: 'Put implementations beside one another, from results and published reports',
  positional: {
    name: 'file',
    describe: 'result.json of runs, ConformanceReports, or folders of reports',
    many: true,
  },
  options: [
    {
      name: 'ingress',
      kind: 'flag',
      describe: 'Put Ingress beside the Gateway API, by line, from results of runs; console, markdown or json',
      group: 'What to compare',
    },
    {
      name: 'format',
      kind: 'choice',
      choices: formats,
      describe: 'What to make',
      group: 'Output',
      defaultText: 'console',
    },
    {
      name: 'output',
      kind: 'text',
      describe: 'File to write',
      group: 'Output',
      defaultText: 'stdout',
      values: 'files',
    },
    {
      name: 'published',
      kind: 'list',
      describe: 'Folders of published reports to put beside them',
      group: 'What to compare',
      values: 'files',
    },
  ],
  examples: [
    ['compare mine/result.json theirs/report.yaml', 'two implementations on the console'],
    ['compare mine/result.json --published conformance/reports/v1.6', 'yours beside all that were published'],
    ['compare ingress/result.json gateway/result.json --ingress', 'what Ingress and the Gateway API give, measured'],
    ['compare conformance/reports/v1.6 --format html --output compare.html', 'all reports of a release as a page'],
  ],
  async run({ flags, args }, { io, wiring }) {
    const [{ compareSources }, { renderComparison }] = await Promise.all([
      import('../../../reports/compare/compare.ts'),
      import('../../../reports/compare/render.ts'),
    ]);
    const notes: string[] = [];
    const paths = [...args, ...(Array.isArray(flags.published) ? flags.published : [])];
    if (paths.length === 0) throw new UsageError('gwconf compare needs FILE or --published; see gwconf compare --help');
    const found = await Promise.all(paths.map((path) => readSources(path, io.cwd, notes)));
    const sources = found.flat();
    for (const note of notes) io.stderr.write(`note: ${note}\n`);
    if (sources.length < 2) {
      const read = sources.length === 0 ? 'none was' : 'only one was';
      throw new UsageError(
        `there is nothing to compare: it takes two results or reports, and ${read} found in ${paths.join(', ')}`,
      );
    }
    const { releases } = await wiring.loadCatalogue();
    const format = formats.find((name) => name === flags.format) ?? 'console';
    const text =
      flags.ingress === true
        ? await renderIngress(sources, format)
        : renderComparison(compareSources(sources, releases), format);
    if (typeof flags.output !== 'string') io.stdout.write(text);
    else (await import('../../../reports/files.ts')).writeFileWhole(resolve(io.cwd, flags.output), text);
    return exitCodes.conformant;
  },
};

/** The table of both APIs. Throws UsageError where no result tells of Ingress, or the format is none for it. */
async function renderIngress(sources: readonly Source[], format: CompareFormat): Promise<string> {
  const { compareIngress } = await import('../../../reports/ingress/compare.ts');
  const { renderIngressComparison } = await import('../../../reports/ingress/render.ts');
  if (format === 'csv' || format === 'html') {
    throw new UsageError(`--format ${format} is none of console, markdown and json, which --ingress makes`);
  }
  const report = sources.find((source) => !('result' in source));
  if (report) throw new UsageError(`${report.file} is a report, and --ingress needs results of runs: give result.json`);
  const comparison = compareIngress(sources.filter((source) => 'result' in source));
  if (comparison.ingress.length === 0) {
    throw new UsageError('--ingress: none of the results has scenarios of Ingress; run with --profiles INGRESS');
  }
  return renderIngressComparison(comparison, format);
}

/** A file must be readable; what is none of a folder's reports is told of and left out. */
async function readSources(path: string, cwd: string, notes: string[]): Promise<Source[]> {
  const full = resolve(cwd, path);
  const found = statSync(full, { throwIfNoEntry: false });
  if (!found) throw new UsageError(`cannot read ${path}: there is no such file`);
  if (path.endsWith('.json')) return [{ file: path, result: await readRunResult(path, cwd) }];
  const { readReport } = await import('../../../reports/conformance/verify.ts');
  const read = (file: string): Source | string => {
    const name = showPath(file, cwd);
    const given = readReport(readFileSync(file, 'utf8'), file);
    if (typeof given === 'string') return `${name} is no report: ${given}`;
    if (given.note !== undefined) notes.push(`${name} breaks a rule, and is read all the same: ${given.note}`);
    return { file: name, report: given.report };
  };
  if (!found.isDirectory()) {
    const source = read(full);
    if (typeof source === 'string') throw new UsageError(source);
    return [source];
  }
  if (statSync(join(full, 'result.json'), { throwIfNoEntry: false })) {
    return [{ file: path, result: await readRunResult(path, cwd) }];
  }
  const names = readdirSync(full, { recursive: true, encoding: 'utf8' }).filter((name) => /\.ya?ml$/.test(name));
  return names.sort().flatMap((name) => {
    const source = read(join(full, name));
    if (typeof source !== 'string') return [source];
    notes.push(source);
    return [];
  });
}
