import { migrateOptions } from '../migrate/options.ts';
import type { Command } from './command.ts';

export const migrateCheckCommand: Command = {
  path: ['migrate', 'check'],
  summary: 'Tell in what a translation of Ingresses to the Gateway API differs from them, request by request',
  options: migrateOptions,
  examples: [
    ['migrate check --from ingress.yaml --to gateway.yaml', 'both by their models, without a cluster'],
    ['migrate check --from ingress.yaml --to - < translated.yaml', 'what ingress2gateway print has printed'],
    ['migrate check --from old/ --to new/ --controller plain', 'as the Ingress API alone defines it'],
    [
      'migrate check --from old/ --to new/ --format markdown --output sarif=migrate.sarif',
      'for a pull request, and for code scanning',
    ],
    ['migrate check --ingress-class nginx --gateway-class traefik', 'the same requests to both on a cluster'],
  ],
  async run({ flags }, context) {
    const { executeMigrateCheck } = await import('../migrate/execute.ts');
    return await executeMigrateCheck(flags, context);
  },
};
