import type { RuleFacts } from '../../../policy/validate/index.ts';
import { wrapText } from '../../common/fit-table.ts';

/** Everything about a rule of `gwconf validate` or `gwconf migrate` as text. */
export function explainRule({ id, level, title, clause, explanation, fix, topic }: RuleFacts, columns: number): string {
  const wrap = (text: string) => wrapText(text, Math.max(20, columns - 2)).map((line) => `  ${line}`);
  const sections = [
    [`${id} (${level}; ${topic})`, ...wrap(`${title}.`)],
    ['Why', ...wrap(explanation)],
    ['What to do', ...wrap(fix)],
    ...(clause === undefined ? [] : [['Where it says so', `  ${clause}`]]),
    // A migration is judged by its requests, so that no line of a file is there to be ignored.
    ...(topic === 'Migration' ? [] : [['Where it is meant to be so', `  # gwconf:ignore ${id}: the reason`]]),
  ];
  return `${sections.map((lines) => lines.join('\n')).join('\n\n')}\n`;
}
