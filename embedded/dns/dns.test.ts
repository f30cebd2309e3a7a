import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { connect } from 'node:net';
import { expect } from 'chai';
import packet from 'dns-packet';
import { type RunningProgram, runProgram } from '../echo/testing.ts';
import { findBlock, parseCorefile } from './corefile.ts';
import { dns } from './program.ts';

const COREFILE = `
.:53 {
    forward . 192.0.2.1 { # where this cluster does not ask
      max_fails 2
    }
    log
}
who.example:53 inner.example:5353 {
  whoami
}
`;

describe('embedded DNS server: Corefile', () => {
  it('reads zones, ports and plugins, blocks within blocks left out', () => {
    expect(parseCorefile(COREFILE)).to.deep.equal([
      { zone: '', port: 53, plugins: ['forward', 'log'] },
      { zone: 'who.example', port: 53, plugins: ['whoami'] },
      { zone: 'inner.example', port: 5353, plugins: ['whoami'] },
    ]);
  });

  it('says which line it cannot read', () => {
    expect(() => parseCorefile('\nwhoami')).to.throw('Corefile:2: expected "ZONE:PORT {", found "whoami"');
    expect(() => parseCorefile('.:53 {\nlog')).to.throw('the block .:53 is not closed');
  });

  it('takes the longest zone, by whole labels', () => {
    const blocks = parseCorefile(COREFILE);
    expect(findBlock(blocks, 53, 'a.WHO.example.')?.zone).to.equal('who.example');
    expect(findBlock(blocks, 53, 'notwho.example')?.zone).to.equal('');
    expect(findBlock(blocks, 5353, 'who.example')).to.equal(undefined);
  });
});

describe('embedded DNS server', () => {
  let running: RunningProgram;
  before(async () => {
    running = await runProgram(dns, {}, { '/etc/Corefile': COREFILE }, ['-conf', '/etc/Corefile']);
  });
  after(() => running.stop());

  it('tells who asked, over UDP', async () => {
    const socket = createSocket('udp4');
    const { host, port } = running.dial(53, 'udp');
    socket.send(ask('who.example'), port, host);
    const [message] = (await once(socket, 'message')) as [Buffer];
    const answer = packet.decode(message);
    expect(answer).to.deep.include({ type: 'response', id: 7, rcode: 'NOERROR' });
    expect(answer.additionals?.[0]).to.include({ type: 'A', name: 'who.example', data: '127.0.0.1' });
    expect(answer.additionals?.[1]).to.have.nested.property('data.port', socket.address().port);
    socket.close();
  });

  it('answers over TCP, and fails what only others could answer', async () => {
    const { host, port } = running.dial(53);
    const socket = connect(port, host);
    const query = ask('elsewhere.example');
    socket.write(Buffer.from([0, query.length]));
    socket.write(query);
    const [message] = (await once(socket, 'data')) as [Buffer];
    expect(message.readUInt16BE(0)).to.equal(message.length - 2);
    expect(packet.decode(message.subarray(2))).to.deep.include({ type: 'response', rcode: 'SERVFAIL' });
    socket.destroy();
  });

  it('exits without a Corefile', async () => {
    const failure = await runProgram(dns, {}, {}, ['-conf', '/etc/Corefile']).catch((error: unknown) => error);
    expect(String(failure)).to.contain('There is no Corefile at "/etc/Corefile" (-conf)');
  });
});

function ask(name: string): Buffer {
  return packet.encode({ type: 'query', id: 7, questions: [{ type: 'A', name }] });
}
