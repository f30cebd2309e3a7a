import { fitTable } from '../../common/fit-table.ts';
import { jsonOption } from '../options/common.ts';
import type { Command } from './command.ts';

const files = {
  name: 'files',
  describe: 'Files and folders of rules; library, or library:NAME, for those that come with gwconf',
  required: true,
  many: true,
} as const;

export const policyListCommand: Command = {
  path: ['policy', 'list'],
  summary: 'List the rules for organisations that come with gwconf',
  options: [jsonOption],
  examples: [['policy list', 'each rule with its file']],
  async run({ flags }, { io }) {
    const [{ loadPolicies }, { exportPolicy }] = await Promise.all([
      import('../policy/load.ts'),
      import('../../../policy/organisation/index.ts'),
    ]);
    const all = loadPolicies(['library'], io).flatMap(({ policy }) => {
      const exported = new Set(exportPolicy(policy).flatMap((one) => ('objects' in one ? one.rule : [])));
      return policy.rules.map(({ id, level, title }) => {
        return { id, file: `library:${policy.name}`, level, exportable: exported.has(id), title };
      });
    });
    if (flags.json === true) io.stdout.write(`${JSON.stringify(all, null, 2)}\n`);
    else {
      const rows = all.map(({ id, file, level, exportable, title }) => {
        return [file, id, level, exportable ? 'yes' : 'no', title];
      });
      const table = [['FILE', 'RULE', 'LEVEL', 'EXPORT', 'TITLE'], ...rows];
      io.stdout.write(`${fitTable(table, io.stdout.columns).join('\n')}\n`);
    }
    return 0;
  },
};

export const policyShowCommand: Command = {
  path: ['policy', 'show'],
  summary: 'Print a file of rules that comes with gwconf, to be changed and kept with your own',
  positional: { name: 'name', describe: 'Name of the file, as policy list has it', required: true },
  options: [{ name: 'cases', kind: 'flag', describe: 'Print its cases', group: 'Output' }],
  examples: [['policy show library:https-only > policy/https-only.yaml', 'a copy of your own']],
  async run({ flags, args }, { io }) {
    const { loadPolicies } = await import('../policy/load.ts');
    const name = (args[0] ?? '').replace(/^(library:)?/, 'library:');
    const [found] = loadPolicies([name], io);
    io.stdout.write((flags.cases === true ? found?.file.cases?.text : found?.file.text) ?? '');
    return 0;
  },
};

export const policyTestCommand: Command = {
  path: ['policy', 'test'],
  summary: 'Try the cases that stand beside files of rules: objects that they must accept and refuse',
  positional: files,
  options: [jsonOption],
  examples: [['policy test policy/', 'policy/x.yaml by policy/x.cases.yaml']],
  async run({ flags, args }, { io }) {
    const { testPolicies } = await import('../policy/test.ts');
    return await testPolicies(args, flags.json === true, io);
  },
};

export const policyExportCommand: Command = {
  path: ['policy', 'export'],
  summary: 'Print rules as ValidatingAdmissionPolicies, which a cluster enforces, as far as they concern one object',
  positional: files,
  options: [],
  examples: [['policy export library:https-only | kubectl apply -f -', 'the cluster refuses what validate does']],
  async run({ args }, { io }) {
    const { exportPolicies } = await import('../policy/export.ts');
    return exportPolicies(args, io);
  },
};
