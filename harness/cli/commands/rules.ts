import { fitTable } from '../../common/fit-table.ts';
import { jsonOption } from '../options/common.ts';
import { policyOption } from '../validate/options.ts';
import type { Command } from './command.ts';

export const rulesCommand: Command = {
  path: ['rules'],
  summary: 'List the rules that gwconf validate judges by',
  options: [policyOption, jsonOption],
  examples: [
    ['rules', 'every rule with its level'],
    ['explain parent-hostname', 'what one asks, why, and how to mend it'],
  ],
  async run({ flags }, { io }) {
    const [known, { loadPolicies }] = await Promise.all([
      import('../../../policy/validate/index.ts'),
      import('../policy/load.ts'),
    ]);
    const names = Array.isArray(flags.policy) ? flags.policy.map(String) : [];
    const allRules = [...known.allRules, ...loadPolicies(names, io).flatMap(({ rules }) => rules)];
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
