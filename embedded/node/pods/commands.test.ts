import { expect } from 'chai';
import { runCommand } from './commands.ts';

const CONTAINER = {
  hostname: 'pod-1',
  env: { GREETING: 'hello' },
  files: { '/etc/conf/a.txt': 'A\n', '/etc/conf/sub/b.txt': 'B\n', '/var/token': 'secret' },
};

async function run(...command: string[]) {
  let [out, err] = ['', ''];
  const stdin = (async function* () {
    yield Buffer.from('typed');
  })();
  const stdout = (chunk: Buffer | string) => {
    out += chunk.toString();
  };
  const stderr = (chunk: Buffer | string) => {
    err += chunk.toString();
  };
  const code = await runCommand(command, CONTAINER, { stdin, stdout, stderr });
  return [code, out, err];
}

describe('commands in containers of the embedded node', () => {
  const cases: [string[], number, string, string?][] = [
    [['cat', '/etc/conf/a.txt', 'etc/conf/sub/b.txt'], 0, 'A\nB\n'],
    [['cat'], 0, 'typed'],
    [['cat', '/etc/none', '/var/token'], 1, 'secret', 'cat: /etc/none: No such file or directory\n'],
    [['cat', '/etc/conf'], 1, '', 'cat: /etc/conf: Is a directory\n'],
    [['ls'], 0, 'etc\nvar\n'],
    [['ls', '-la', '/etc/conf/'], 0, 'a.txt\nsub\n'],
    [['ls', '/etc/conf/a.txt'], 0, '/etc/conf/a.txt\n'],
    [['ls', '/none'], 2, '', "ls: cannot access '/none': No such file or directory\n"],
    [['env'], 0, 'HOSTNAME=pod-1\nGREETING=hello\n'],
    [['printenv', 'GREETING'], 0, 'hello\n'],
    [['printenv', 'NONE'], 1, ''],
    [['/bin/echo', '-n', 'a', 'b'], 0, 'a b'],
    [['hostname'], 0, 'pod-1\n'],
    [['pwd'], 0, '/\n'],
    [['false'], 1, ''],
    [['sleep', '0.001'], 0, ''],
  ];
  for (const [command, code, out, err = ''] of cases) {
    it(`runs ${command.join(' ')}`, async () => {
      expect(await run(...command)).to.deep.equal([code, out, err]);
    });
  }

  it('sleeps until it is told to end', async () => {
    const controller = new AbortController();
    const streams = { stdin: (async function* () {})(), stdout() {}, stderr() {}, signal: controller.signal };
    const sleeping = runCommand(['sleep', 'infinity'], CONTAINER, streams);
    controller.abort();
    expect(await sleeping).to.equal(143);
  });

  it('says what it cannot run, and what it can', async () => {
    const [code, out, err] = await run('sh', '-c', 'echo hi');
    expect([code, out]).to.deep.equal([127, '']);
    expect(err).to.match(/^sh: cannot run here\. .*no shell.*exec knows cat, echo, env/);
    expect((await run('constructor'))[0]).to.equal(127);
  });
});
