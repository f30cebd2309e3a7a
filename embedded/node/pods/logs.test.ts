import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { createPodLogs } from './logs.ts';

describe('pod logs', () => {
  let time = 0;
  const now = () => new Date(time);

  it('gives the last lines, since a time, with times', () => {
    const logs = createPodLogs(now);
    for (time = 1; time <= 5; time += 1) logs.append('ns', 'pod', 'c', `line ${time}`);
    expect(logs.read('ns', 'pod', 'c')).to.equal('line 1\nline 2\nline 3\nline 4\nline 5\n');
    expect(logs.read('ns', 'pod', undefined, { tailLines: 2 })).to.equal('line 4\nline 5\n');
    expect(logs.read('ns', 'pod', 'c', { tailLines: 0 })).to.equal('');
    expect(logs.read('ns', 'pod', 'c', { sinceTime: new Date(5), timestamps: true })).to.equal(
      '1970-01-01T00:00:00.005Z line 5\n',
    );
    expect(logs.read('ns', 'other', 'c')).to.equal(undefined);
  });

  it('forgets the oldest lines and the oldest containers', () => {
    const logs = createPodLogs(now);
    for (let line = 0; line < 10500; line += 1) logs.append('ns', 'pod', 'c', String(line));
    const lines = logs.read('ns', 'pod', 'c')?.trim().split('\n') ?? [];
    expect([lines.length, lines[0], lines.at(-1)]).to.deep.equal([5000, '5500', '10499']);
    for (let pod = 0; pod < 500; pod += 1) logs.append('ns', `pod-${pod}`, 'c', 'x');
    expect(logs.read('ns', 'pod', 'c')).to.equal(undefined);
    expect(logs.read('ns', 'pod-0', 'c')).to.equal('x\n');
  });

  it('follows a log until it is told to stop', async () => {
    const logs = createPodLogs(now);
    logs.append('ns', 'pod', 'c', 'before');
    const controller = new AbortController();
    const read: string[] = [];
    const reading = (async () => {
      for await (const line of logs.follow('ns', 'pod', 'c', { signal: controller.signal }) ?? []) {
        read.push(line);
        if (read.length === 1) logs.append('ns', 'pod', 'c', 'after');
        if (read.length === 2) controller.abort();
      }
    })();
    await reading;
    expect(read).to.deep.equal(['before\n', 'after\n']);
  });

  it('is saved as one file for each container', async () => {
    const dir = await mkdtemp(join(tmpdir(), 'gwconf-logs-'));
    try {
      const logs = createPodLogs(now);
      time = 0;
      logs.append('ns', 'pod', 'b', 'two');
      logs.append('ns', 'pod', 'a', 'one');
      const paths = await logs.save(dir);
      expect(paths).to.deep.equal([join(dir, 'ns', 'pod.a.log'), join(dir, 'ns', 'pod.b.log')]);
      expect(await readFile(paths[0] ?? '', 'utf8')).to.equal('1970-01-01T00:00:00.000Z one\n');
    } finally {
      await rm(dir, { recursive: true });
    }
  });
});
