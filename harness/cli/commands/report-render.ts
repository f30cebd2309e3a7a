import { resolve } from 'node:path';
import type { FileReporterName } from '../../../reports/index.ts';
import { UsageError } from '../../scenario/errors.ts';
import { exitCodes } from '../exit-codes.ts';
import { readRunResult } from '../results/read.ts';
import type { Command } from './command.ts';

/** Formats by name, with what renders them as text. */
const formats = {
  html: async () => (await import('../../../reports/html/render.ts')).renderHtml,
  markdown: async () => (await import('../../../reports/markdown/render.ts')).renderMarkdown,
  junit: async () => (await import('../../../reports/junit/render.ts')).renderJUnit,
  json: async () => (await import('../../../reports/json/write.ts')).renderResult,
  conformance: async () => (await import('../../../reports/conformance/write.ts')).renderConformanceReport,
} as const satisfies Partial<Record<FileReporterName, unknown>>;

type Format = keyof typeof formats;

export const reportRenderCommand: Command = {
  path: ['report', 'render'],
  summary: 'Make a report of a run again, from its result.json',
  positional: { name: 'result', describe: 'result.json of a run, or its folder', required: true },
  options: [
    {
      name: 'format',
      kind: 'choice',
      choices: Object.keys(formats),
      describe: 'What to make',
      group: 'What to make',
      defaultText: 'markdown',
    },
    {
      name: 'output',
      kind: 'text',
      describe: 'File to write',
      group: 'Output',
      defaultText: 'stdout',
      values: 'files',
    },
  ],
  examples: [
    ['report render gwconf-report --format html --output page.html', 'a page to look at'],
    ['report render gwconf-report >> "$GITHUB_STEP_SUMMARY"', "in a job's summary"],
  ],
  async run({ flags, args }, { io }) {
    const format = (typeof flags.format === 'string' ? flags.format : 'markdown') as Format;
    const result = await readRunResult(args[0] ?? '', io.cwd);
    if (format === 'conformance' && result.profiles.length === 0) {
      throw new UsageError('there is no conformance report, since no profile has all its core features supported');
    }
    const text = (await formats[format]())(result);
    if (typeof flags.output !== 'string') io.stdout.write(text);
    else (await import('../../../reports/files.ts')).writeFileWhole(resolve(io.cwd, flags.output), text);
    return exitCodes.conformant;
  },
};
