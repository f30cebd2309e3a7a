import { resolve } from 'node:path';
import type { Finding, Section } from '../../clusters/doctor/types.ts';
import { UsageError } from '../../scenario/errors.ts';
import { exitCodes } from '../exit-codes.ts';
import { contextOptions } from '../options/clusters.ts';
import { debugOption, jsonOption } from '../options/common.ts';
import type { Command } from './command.ts';

export const doctorCommand: Command = {
  path: ['doctor'],
  summary: 'Look at this machine and at the cluster of your kubeconfig, and say what to do',
  options: [...contextOptions, jsonOption, debugOption],
  examples: [
    ['doctor', 'this machine, and the current cluster where there is one'],
    ['doctor --context staging', 'another cluster'],
  ],
  async run({ flags }, { io, wiring }) {
    const text = (name: string) => (typeof flags[name] === 'string' ? flags[name] : undefined);
    const path = text('kubeconfig');
    const choice = { path: path === undefined ? undefined : resolve(io.cwd, path), context: text('context') };
    const isNamed = choice.path !== undefined || choice.context !== undefined;
    let noCluster = '';
    const sections = await wiring.examine(choice, (error) => {
      // Who has no kubeconfig at all need not be asking about a cluster.
      if (isNamed || !(error instanceof UsageError)) throw error;
      noCluster = `\nNo cluster was looked at: ${error.message}.\n`;
    });
    const rendered = flags.json === true ? `${JSON.stringify(sections, null, 2)}\n` : `${render(sections)}${noCluster}`;
    io.stdout.write(rendered);
    const isWell = sections.every(({ findings }) => findings.every(({ status }) => status !== 'problem'));
    return isWell ? 0 : exitCodes.harness;
  },
};

const marks: Readonly<Record<Finding['status'], string>> = { ok: 'ok      ', note: 'note    ', problem: 'PROBLEM ' };

function render(sections: readonly Section[]): string {
  return sections.map(renderSection).join('\n');
}

function renderSection({ title, findings }: Section): string {
  const lines = findings.flatMap(({ subject, status, seen, advice }) => [
    `  ${marks[status]}${subject}: ${seen}`,
    ...(advice === undefined ? [] : [`          ${advice}`]),
  ]);
  return [title, ...lines, ''].join('\n');
}
