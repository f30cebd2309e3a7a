import type { Command } from './command.ts';

export const rolesCommand: Command = {
  path: ['roles'],
  summary: 'Print RBAC roles for the three personas of the specification',
  options: [],
  examples: [['roles | kubectl apply -f -', 'to be bound to users and groups of yours']],
  async run(_input, { io }) {
    const [{ makeRoles }, { stringify }] = await Promise.all([import('../../../suites/index.ts'), import('yaml')]);
    io.stdout.write(
      makeRoles()
        .map((role) => `---\n${stringify(role, { aliasDuplicateObjects: false })}`)
        .join(''),
    );
    return 0;
  },
};
