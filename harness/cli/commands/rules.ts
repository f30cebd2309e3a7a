import { fitTable } from '../../common/fit-table.ts';
import { jsonOption } from '../options/common.ts';
import type { Command } from './command.ts';

export const rulesCommand: Command = {
  path: ['rules'],
  summary: 'List the rules that gwconf validate judges by',
  options: [jsonOption],
  examples: [
    ['rules', 'every rule with its level'],
    ['explain parent-hostname', 'what one asks, why, and how to mend it'],
  ],
  async run({ flags }, { io }) {
    const { allRules } = await import('../../../policy/validate/index.ts');
    if (flags.json === true) {
      const facts = allRules.map(({ id, topic, level, title, clause, explanation, fix }) => {
        return { id, topic, level, title, ...(clause === undefined ? {} : { clause }), explanation, fix };
      });
      io.stdout.write(`${JSON.stringify(facts, null, 2)}\n`);
      return 0;
    }
    const rows = allRules.map(({ id, level, title }) => [id, level, title]);
    io.stdout.write(`${fitTable([['RULE', 'LEVEL', 'TITLE'], ...rows], io.stdout.columns).join('\n')}\n`);
    return 0;
  },
};
