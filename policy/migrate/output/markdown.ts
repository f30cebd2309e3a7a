import type { Migration } from '../result.ts';
import { saySpot, saySummary } from './console.ts';

/** Findings as a table for a pull request. */
export function renderMigrationMarkdown(migration: Migration): string {
  const rows = migration.findings.map(({ level, rule, message, example, from, to, requests }) => {
    const shown = example
      ? `<br>\`${escapeCell(example.request)}\`${requests > 1 ? ` and ${requests - 1} more` : ''}`
      : '';
    const side = (answer: string | undefined, spot: Parameters<typeof saySpot>[0] | undefined) =>
      [answer, spot && saySpot(spot)]
        .filter((part) => part !== undefined)
        .map((part) => escapeCell(part))
        .join('<br>');
    return `| ${level} | \`${rule}\` | ${escapeCell(message)}${shown} | ${side(example?.ingress, from)} | ${side(example?.gateway, to)} |`;
  });
  const table =
    rows.length > 0
      ? ['| Level | Rule | What differs | Ingress | Gateway |', '|---|---|---|---|---|', ...rows, '']
      : [];
  return `${['# Migration from Ingress to the Gateway API', '', escapeCell(saySummary(migration)), '', ...table, ...migration.notes.map((note) => `- ${escapeCell(note)}`)].join('\n').trimEnd()}\n`;
}

/** What a table, or Markdown, would take for its own. */
function escapeCell(text: string): string {
  return text
    .replaceAll(/[\p{Cc}]/gu, ' ')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('|', '&#124;')
    .replaceAll('`', '&#96;')
    .replaceAll('*', '&#42;');
}
