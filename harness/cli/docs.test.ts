import { readFileSync } from 'node:fs';
import { expect } from 'chai';
import { commands } from './commands/index.ts';
import { parseConfig } from './config/load.ts';
import { runOptions } from './options/run.ts';

describe('docs/cli.md', () => {
  const text = readFileSync(new URL('../../docs/cli.md', import.meta.url), 'utf8');

  for (const { path, options } of commands) {
    it(`tells of gwconf ${path.join(' ')} and each of its flags`, () => {
      expect(text).to.match(new RegExp(`gwconf ${path.join(' ')}|gwconf --version`));
      for (const { name, aliases } of options) {
        // `--rerun` is true by default, so what one writes is its opposite.
        for (const flag of [name, ...(aliases ?? [])]) expect(text).to.match(new RegExp(`--(no-)?${flag}\\b`));
      }
    });
  }

  it('names no flag that does not exist', () => {
    const known = new Set(commands.flatMap(({ options }) => options.flatMap((o) => [o.name, ...(o.aliases ?? [])])));
    const told = [...text.matchAll(/--(?:no-)?([a-z][a-z-]+)/g)].map(([, name]) => name ?? '');
    expect(told.filter((name) => !known.has(name) && name !== 'help')).to.deep.equal([]);
  });

  it('shows a gwconf.yaml that is one', () => {
    const [, yaml = ''] = /```yaml\n([^`]+)```/.exec(text) ?? [];
    expect(parseConfig(yaml, 'docs/cli.md', runOptions)).to.have.property('concurrency', 4);
  });
});
