import { existsSync, writeFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { installMethods, renderTemplate, type TemplateFacts } from '../../install/template.ts';
import { UsageError } from '../../scenario/errors.ts';
import type { OptionSpec, OptionValues } from '../options/spec.ts';
import { checkWritable } from '../run/outputs.ts';
import { showPath } from '../run/view.ts';
import type { Command } from './command.ts';

const group = 'The implementation';
const text = (name: string, describe: string, defaultText: string): OptionSpec => ({
  name,
  kind: 'text',
  describe,
  group,
  defaultText,
});

const options: readonly OptionSpec[] = [
  {
    name: 'method',
    kind: 'choice',
    choices: installMethods,
    describe: 'How it is installed',
    group: 'Installation',
    defaultText: 'manifests',
  },
  text('organization', 'Who maintains it', 'NAME'),
  text('project', 'Its name', 'NAME'),
  text('url', 'Where to read about it', 'https://example.com/'),
  text('version', 'Its version', 'v0.1.0'),
  { name: 'contact', kind: 'list', describe: 'How to reach its maintainers', group, defaultText: '@NAME/maintainers' },
  text('gateway-class', 'Its GatewayClass', 'NAME'),
  text('controller-name', 'Its controller, domain/path', 'example.com/NAME'),
  {
    name: 'output',
    kind: 'text',
    describe: 'Where to write it; a file that exists is never replaced',
    group: 'Output',
    defaultText: 'NAME.yaml',
    values: 'files',
  },
];

export const implementationInitCommand: Command = {
  path: ['implementation', 'init'],
  summary: 'Write a commented profile for an implementation of your own',
  positional: { name: 'name', describe: 'Name of the implementation, a-z, 0-9 and -', required: true },
  options,
  examples: [
    ['implementation init acme', 'acme.yaml, installed from manifests'],
    ['implementation init acme --method helm --controller-name acme.example/gateway', 'from a chart'],
  ],
  async run({ flags, args }, { io }) {
    const name = args[0] ?? '';
    if (!/^[a-z0-9]([-a-z0-9]{0,50}[a-z0-9])?$/.test(name)) {
      throw new UsageError(`gwconf implementation init: NAME must be of a-z, 0-9 and -, not '${name}'`);
    }
    const path = resolve(io.cwd, typeof flags.output === 'string' ? flags.output : `${name}.yaml`);
    if (existsSync(path)) throw new UsageError(`${showPath(path, io.cwd)} exists already; choose another --output`);
    if (!existsSync(dirname(path)))
      throw new UsageError(`cannot write ${showPath(path, io.cwd)}: there is no folder ${dirname(path)}`);
    checkWritable([path]);
    writeFileSync(path, renderTemplate(toFacts(name, flags)), { flag: 'wx' });
    const shown = showPath(path, io.cwd);
    const there = shown.includes('/') ? shown : `./${shown}`;
    io.stdout.write(`wrote ${there}\nfill in what says TODO, then: gwconf implementation check ${there}\n`);
    return 0;
  },
};

function toFacts(name: string, flags: OptionValues): TemplateFacts {
  const read = (flag: string, fallback: string) => (typeof flags[flag] === 'string' ? flags[flag] : fallback);
  const contact = Array.isArray(flags.contact) ? flags.contact.map(String) : [];
  return {
    name,
    organization: read('organization', name),
    project: read('project', name),
    url: read('url', 'https://example.com/'),
    version: read('version', 'v0.1.0'),
    contact: contact.length > 0 ? contact : [`@${name}/maintainers`],
    gatewayClass: read('gateway-class', name),
    controllerName: read('controller-name', `example.com/${name}`),
    method: installMethods.find((method) => method === flags.method) ?? 'manifests',
  };
}
