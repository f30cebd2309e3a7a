import { once } from 'node:events';
import { type ClientHttp2Session, type ClientHttp2Stream, connect, type IncomingHttpHeaders } from 'node:http2';
import { expect } from 'chai';
import { echo } from './program.ts';
import { type RunningProgram, runProgram } from './testing.ts';

describe('the agent of the echo program', () => {
  let running: RunningProgram;
  let session: ClientHttp2Session;

  before(async () => {
    running = await runProgram(echo, { AGENT_PORT: '3040', POD_NAME: 'one', NAMESPACE: 'here' });
    const { host, port } = running.dial(3040);
    session = connect(`http://${host}:${port}`);
  });

  after(async () => {
    session.destroy();
    await running.stop();
  });

  async function open(authority: string): Promise<{ stream: ClientHttp2Stream; headers: IncomingHttpHeaders }> {
    const stream = session.request({ ':method': 'CONNECT', ':authority': authority }, { endStream: false });
    const [headers] = (await once(stream, 'response')) as [IncomingHttpHeaders];
    return { stream, headers };
  }

  async function ask(path: string): Promise<string> {
    const { stream, headers } = await open(`${running.address}:3000`);
    expect(headers[':status']).to.equal(200);
    stream.end(`GET ${path} HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n`);
    let text = '';
    for await (const chunk of stream) text += chunk;
    return text;
  }

  it('opens connections, many over one of its own, and passes both ends on', async () => {
    const answers = await Promise.all(['/a', '/b', '/c'].map(ask));
    expect(answers.map((text) => /"path":\s*"([^"]*)"/.exec(text)?.[1])).to.deep.equal(['/a', '/b', '/c']);
  });

  it('tells why a connection cannot be opened', async () => {
    const { headers } = await open(`${running.address}:1`);
    expect(headers).to.include({ ':status': 502, 'x-error': 'ECONNREFUSED' });
  });

  it('refuses what names no host and port', async () => {
    expect((await open('nowhere')).headers[':status']).to.equal(400);
  });
});
