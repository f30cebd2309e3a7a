import { join } from 'node:path';
import { type FileReporterName, fileReporters } from '../../../reports/index.ts';

/** Where each report goes in a folder, under its usual name. */
export function listOutputs(folder: string): Record<FileReporterName, string> {
  const names = Object.entries(fileReporters) as [FileReporterName, string][];
  return Object.fromEntries(names.map(([name, file]) => [name, join(folder, file)])) as Record<
    FileReporterName,
    string
  >;
}
