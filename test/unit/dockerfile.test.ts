import { existsSync, readFileSync } from 'node:fs';
import { expect } from 'chai';

const root = new URL('../../', import.meta.url);
const read = (name: string): string => readFileSync(new URL(name, root), 'utf8');

describe('Dockerfile of the suite', () => {
  const lines = read('Dockerfile')
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'));

  it('takes its base by argument and runs as nobody of consequence', () => {
    expect(lines.slice(0, 2)[0]).to.match(/^ARG BASE=\S+$/);
    expect(lines[1]).to.equal(['FROM $', '{BASE}'].join(''));
    expect(lines.filter((line) => line.startsWith('USER '))).to.deep.equal(['USER 65532:65532']);
  });

  it('copies what there is and what the build makes, and nothing that .dockerignore leaves out', () => {
    const kept = read('.dockerignore')
      .split('\n')
      .filter((line) => line.startsWith('!'))
      .map((line) => line.slice(1));
    const copied = lines.flatMap((line) => /^COPY (\S+)/.exec(line)?.[1]?.replace(/\/$/, '') ?? []);
    expect(copied).to.have.members(kept);
    for (const path of copied.filter((one) => !one.startsWith('dist/'))) {
      expect(existsSync(new URL(path, root)), path).to.equal(true);
    }
    const { files } = JSON.parse(read('package.json')) as { files: string[] };
    for (const path of copied) expect([...files, 'package.json'], path).to.include(path);
  });

  it('starts the launcher that the package has', () => {
    const [entry = ''] = lines.flatMap((line) => /^ENTRYPOINT (.*)$/.exec(line)?.[1] ?? []);
    expect(JSON.parse(entry)).to.deep.equal(['node', '/app/bin/gwconf.js']);
  });
});
