import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Outcomes } from './steps.ts';

/** The real server's answers to one group. */
export interface Recording {
  /** Of the server. */
  version: string;
  outcomes: Outcomes;
}

const folder = new URL('../recorded/', import.meta.url).pathname;

export async function readRecording(group: string): Promise<Recording> {
  return JSON.parse(await readFile(join(folder, `${group}.json`), 'utf8')) as Recording;
}

/** One step a line, so that a change of one answer is a change of one line. */
export async function writeRecording(group: string, { version, outcomes }: Recording): Promise<void> {
  const lines = Object.entries(outcomes).map(([step, outcome]) => `${JSON.stringify(step)}:${JSON.stringify(outcome)}`);
  const text = `{"version":${JSON.stringify(version)},"outcomes":{\n${lines.join(',\n')}\n}}\n`;
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, `${group}.json`), text);
}
