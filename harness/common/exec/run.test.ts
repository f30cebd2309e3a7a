import { expect } from 'chai';
import { HarnessError } from '../../scenario/errors.ts';
import { MissingProgramError, ProgramError } from './errors.ts';
import { refusalOf } from './refusal.test.ts';
import { runProgram } from './run.ts';

const node = process.execPath;

describe('runProgram', () => {
  it('gives stdout, and the lines of both as they come', async () => {
    const lines: string[] = [];
    const script = 'process.stdin.pipe(process.stdout); console.error("warned")';
    const out = await runProgram(node, ['-e', script], { input: 'one\ntwo', onLine: (line) => lines.push(line) });
    expect(out).to.equal('one\ntwo');
    expect(lines).to.have.members(['warned', 'one', 'two']);
  });

  it('tells why a program failed, with a command to paste', async () => {
    const script = "console.log('fine'); console.error('ERROR: no such thing'); process.exit(3)";
    const error = await refusalOf(runProgram(node, ['-e', script]));
    expect(error).to.be.instanceOf(ProgramError).and.to.be.instanceOf(HarnessError);
    expect(error).to.deep.include({ exitCode: 3 });
    expect(error.message).to.contain('failed with exit code 3: ERROR: no such thing (the command: ');
    expect((error as ProgramError).command).to.contain(`-e 'console.log('\\''fine'\\''); `);
    expect((error as ProgramError).output).to.contain('fine');
  });

  it('names a program that is not there', async () => {
    const error = await refusalOf(runProgram('gwconf-no-such-program', ['--version']));
    expect(error).to.be.instanceOf(MissingProgramError);
    expect(error.message).to.equal(
      'gwconf-no-such-program was not found in the PATH (the command: gwconf-no-such-program --version)',
    );
  });

  it('ends a program that takes too long, and one whose run was stopped', async () => {
    const waits = ['-e', 'setTimeout(() => {}, 60000); console.log("started")'];
    expect((await refusalOf(runProgram(node, waits, { timeoutMs: 50 }))).message).to.contain('was ended after 0.05 s');
    const abort = new AbortController();
    const stopped = runProgram(node, waits, {
      signal: abort.signal,
      onLine: () => abort.abort(new Error('stopped by the user')),
    });
    expect((await refusalOf(stopped)).message).to.equal('stopped by the user');
  });

  it('starts nothing for a run that was stopped', async () => {
    const error = await refusalOf(runProgram(node, ['-v'], { signal: AbortSignal.abort(new Error('stopped')) }));
    expect(error.message).to.equal('stopped');
  });
});
