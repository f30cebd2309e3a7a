import { expect } from 'chai';
import { execa } from 'execa';
import { readCount } from '../command.ts';

/** Runs a command whose work, parsing included, is JavaScript; gives its exit code and what it said. */
async function run(args: readonly string[], work: string): Promise<{ exitCode: number | undefined; all: string }> {
  const module = new URL('../command.ts', import.meta.url).href;
  const parse = `(args) => { if (args[0] === 'x') throw new Error('x is no name'); return args[0] === '-h' ? undefined : {}; }`;
  const text = `import { runCommand } from ${JSON.stringify(module)};
    process.exitCode = await runCommand({ name: 'thing', usage: 'how', parse: ${parse}, run: async () => { ${work} } }, ${JSON.stringify(args)});`;
  const flags = ['--import', 'tsx', '--input-type=module', '--eval', text];
  const { exitCode, all } = await execa(process.execPath, flags, { all: true, reject: false, stdin: 'ignore' });
  return { exitCode, all };
}

describe('a command of the repository', () => {
  it('ends with the code of its work; 0 for help; 2 for a wrong command line; 3 where it could not do its work', async () => {
    expect(await run([], 'return 1;')).to.deep.equal({ exitCode: 1, all: '' });
    expect(await run(['-h'], 'return 1;')).to.deep.equal({ exitCode: 0, all: 'how' });
    expect(await run(['x'], 'return 0;')).to.deep.equal({ exitCode: 2, all: 'thing: x is no name' });
    expect(await run([], "throw new Error('no disk')")).to.deep.equal({ exitCode: 3, all: 'thing: no disk' });
  });

  it('reads whole numbers', () => {
    expect([readCount('n', '1'), readCount('n', '0', 0)]).to.deep.equal([1, 0]);
    for (const text of ['0', '', ' ', '1.5', '-1', 'x', '1e99']) {
      expect(() => readCount('n', text), text).to.throw(`--n is "${text}"; expected a number from 1`);
    }
    expect(() => readCount('n', '', 0)).to.throw('--n is ""; expected a number from 0');
  });
});
