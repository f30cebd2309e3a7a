import { expect } from 'chai';
import { openConnection } from '../network/open.ts';
import { advancedEcho } from './advanced.ts';
import { runClient } from './client.ts';
import { type RunningProgram, runProgram } from './testing.ts';

describe('the echo program and client of mesh tests', () => {
  let running: RunningProgram;

  before(async () => {
    running = await runProgram(advancedEcho, {}, {}, ['--port=8080', '--port=8443', '--tls=8443', '--grpc=7070']);
  });
  after(() => running.stop());

  async function ask(...args: string[]): Promise<{ code: number; text: string }> {
    const written: string[] = [];
    const write = (chunk: Buffer | string) => void written.push(chunk.toString());
    const connect = (host: string, port: number) => openConnection(running.network.dial(host, port));
    const container = { hostname: '', env: {}, files: {}, connect };
    const code = await runClient(args, container, { stdin: (async function* () {})(), stdout: write, stderr: write });
    return { code, text: written.join('') };
  }

  it('tells who answered, with which code, and what it had received', async () => {
    const { code, text } = await ask(
      `http://${running.address}:8080/path`,
      '--method=GET',
      '-H',
      'X-Sent:a:b',
      '-H',
      '"X-List:a, b",Host:elsewhere',
    );
    expect(code).to.equal(0);
    expect(text)
      .to.match(/StatusCode=200\n/)
      .and.to.match(/Hostname=echo-1\n/);
    expect(text)
      .to.match(/RequestHeader=X-Sent:a:b\n/)
      .and.to.match(/RequestHeader=X-List:a, b\n/)
      .and.to.match(/ResponseHeader=Content-Type:application\/json\n/i);
  });

  it('sends calls, as many as it is asked for, and parts their answers by empty lines', async () => {
    const { code, text } = await ask(`grpc://${running.address}:7070`, '-H', 'x-sent:kept', '--count=11');
    expect(code).to.equal(0);
    const parts = text.split('\n\n').filter((part) => part !== '');
    expect(parts).to.have.length(11);
    for (const part of parts) {
      expect(part)
        .to.match(/StatusCode=200\n.*Hostname=echo-1\n/s)
        .and.to.match(/RequestHeader=x-sent:kept(\n|$)/);
    }
  });

  it('fails where nobody answers', async () => {
    const { code, text } = await ask(`http://${running.address}:81/`);
    expect(code).to.equal(1);
    expect(text).to.match(/^client: .*ECONNREFUSED/);
  });
});
