import type { Level } from '../rules/types.ts';
import { sayCounts } from './counts.ts';
import type { Rendered } from './types.ts';

const commands: Record<Level, string> = { error: 'error', warning: 'warning', info: 'notice' };

/**
 * Findings as annotations of a pull request:
 * https://docs.github.com/actions/reference/workflows-and-actions/workflow-commands
 */
export function renderGithub({ validation, notes }: Rendered): string {
  const lines = validation.findings.map(({ rule, level, message, object, source, line, column }) => {
    const properties = Object.entries({ file: source, line, col: column, title: `gwconf ${rule}` })
      .map(([name, value]) => `${name}=${escapeProperty(String(value))}`)
      .join(',');
    return `::${commands[level]} ${properties}::${escapeData(object === undefined ? message : `${object}: ${message}`)}`;
  });
  return `${[...lines, sayCounts(validation.findings), ...notes.map(escapeData)].join('\n')}\n`;
}

function escapeData(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function escapeProperty(text: string): string {
  return escapeData(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
