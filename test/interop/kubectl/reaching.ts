import { request } from 'node:http';
import { expect } from 'chai';
import { startEcho } from './pods.ts';
import { lines, type Runner } from './run.ts';

/** logs, exec, attach and port-forward on pods that run in process. */
export function describeReaching(kubectl: () => Runner): void {
  const ok = (args: string) => kubectl().ok(`-n reaching ${args}`);
  const run = (args: string) => kubectl().run(`-n reaching ${args}`);
  let pod: string;

  before(async () => {
    pod = await startEcho(kubectl(), 'reaching');
  });

  it('reads logs: the last lines, those of a time, with time and name, and those to come', async () => {
    expect(await ok(`logs ${pod}`)).to.equal(lines('Listening on port 3000 (tcp)', 'Listening on port 3001 (tcp)'));
    expect(await ok(`logs ${pod} --tail=1`)).to.equal('Listening on port 3001 (tcp)');
    expect(await ok(`logs ${pod} --tail=1 --timestamps --since=1h`)).to.equal('TIME Listening on port 3001 (tcp)');
    expect(await ok(`logs ${pod} --limit-bytes=9`)).to.equal('Listening');
    expect(
      (await ok('logs -l app=echo --prefix --tail=1'))
        .split('\n')
        .every((line) => /^\[pod\/echo-\S+\/echo\] Listening on port 3001/.test(line)),
    ).to.equal(true);
    const following = kubectl().start(`-n reaching logs -f ${pod} --tail=0`);
    const forward = await openForward(`pod/${pod}`);
    const stop = askAgain(forward, '/logged');
    await following.until(/^Echoing back request made to \/logged to client .* by GET/m);
    stop();
    await following.stop();
    await forward.close();
    expect((await run(`logs ${pod} -c none`)).err).to.equal(`error: container none is not valid for pod ${pod}`);
    expect((await run(`logs ${pod} --previous`)).err).to.equal(
      `Error from server (BadRequest): previous terminated container "echo" in pod "${pod}" not found`,
    );
  });

  for (const [transport, sockets] of [
    ['WebSockets', 'true'],
    ['SPDY', 'false'],
  ] as const) {
    it(`runs commands over ${transport}`, async () => {
      const env = { KUBECTL_REMOTE_COMMAND_WEBSOCKETS: sockets };
      const exec = (command: string, input?: string) =>
        kubectl().run(`-n reaching exec ${input === undefined ? '' : '-i '}${pod} -- ${command}`, {
          env,
          ...(input !== undefined && { input }),
        });
      expect(await exec('cat /etc/settings/color /etc/keys/key')).to.include({ code: 0, out: 'redopen' });
      expect((await exec('env')).out.split('\n')).to.include.members([`HOSTNAME=${pod}`, 'GREETING=hello']);
      expect(await exec('cat', 'typed in')).to.include({ code: 0, out: 'typed in' });
      const missing = await exec('cat /none');
      expect(missing).to.deep.equal({
        code: 1,
        out: '',
        err: lines('cat: /none: No such file or directory', 'command terminated with exit code 1'),
      });
      const shell = await exec("sh -c 'echo hi'");
      expect(shell.code).to.equal(127);
      expect(shell.err).to.match(/^sh: cannot run here\..*no shell[\s\S]*\ncommand terminated with exit code 127$/);
    });
  }

  it('says why it cannot copy', async () => {
    const { code, out } = await run(`cp ${pod}:/etc/settings/color copied`);
    expect(code).not.to.equal(0);
    expect(out).to.match(/^tar: cannot run here\./);
  });

  it('attaches', async () => {
    const attached = kubectl().start(`-n reaching attach ${pod}`);
    await attached.until(/If you don't see a command prompt/);
    const forward = await openForward(`pod/${pod}`);
    const stop = askAgain(forward, '/attached');
    await attached.until(/^Echoing back request made to \/attached to client .* by GET/m);
    stop();
    await attached.stop();
    await forward.close();
  });

  for (const [target, port] of [
    ['deployment/echo', '3000'],
    ['service/echo', '80'],
  ] as const) {
    it(`forwards a port of a ${target.replace(/\/.*/, '')}`, async () => {
      if (target.startsWith('service'))
        expect(await ok('expose deployment echo --port=80 --target-port=3000')).to.equal('service/echo exposed');
      const forward = await openForward(target, port);
      const answers = await Promise.all(Array.from({ length: 8 }, (_, index) => forward.get(`/${index}`)));
      expect(answers.map(({ status }) => status)).to.deep.equal(Array(8).fill(200));
      expect(answers.map(({ body }) => JSON.parse(body).path)).to.deep.equal(answers.map((_, index) => `/${index}`));
      await forward.close();
    });
  }

  it('forwards over SPDY too, and says what nothing listens at', async () => {
    const forward = await openForward(`pod/${pod}`, '3000', { KUBECTL_PORT_FORWARD_WEBSOCKETS: 'false' });
    expect((await forward.get('/spdy')).status).to.equal(200);
    await forward.close();
    const closed = await openForward(`pod/${pod}`, '81');
    await closed.get('/').catch(() => {});
    await closed.process.until(/error forwarding port 81 to pod \S+: nothing listens at port 81 of the pod/);
    await closed.close();
  });

  interface Forward {
    get(path: string): Promise<{ status: number; body: string }>;
    process: ReturnType<Runner['start']>;
    close(): Promise<void>;
  }

  /** Until it is stopped: nobody tells when kubectl has begun to read. */
  function askAgain(forward: Forward, path: string): () => void {
    const asking = setInterval(() => void forward.get(path).catch(() => {}), 100);
    return () => clearInterval(asking);
  }

  async function openForward(target: string, port = '3000', env: Record<string, string> = {}): Promise<Forward> {
    const process = kubectl().start(`-n reaching port-forward ${target} :${port}`, env);
    await process.until(/^Forwarding from/m);
    const local = Number(/^Forwarding from \S+:(\d+) ->/m.exec(process.text())?.[1]);
    return {
      process,
      get: (path) =>
        new Promise((resolve, reject) => {
          const outgoing = request({ host: '127.0.0.1', port: local, path, agent: false }, (response) => {
            let body = '';
            response.on('data', (chunk: Buffer) => {
              body += chunk.toString();
            });
            response.on('end', () => resolve({ status: response.statusCode ?? 0, body }));
          });
          outgoing.on('error', reject);
          outgoing.end();
        }),
      close: () => process.stop(),
    };
  }
}
