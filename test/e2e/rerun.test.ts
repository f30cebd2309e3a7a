import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'chai';
import { execa } from 'execa';
import { createPlace, limitMs, type Place } from './place.ts';

describe('the rerun command of a failed run', function () {
  this.timeout(limitMs);
  let place: Place;
  before(async () => {
    place = await createPlace();
  });
  after(() => place.remove());

  it('pasted in another folder, repeats the failure of a run that a file configured', async () => {
    const settings = 'set: {faults: header-value-ignores-case}\ntimeout-scale: 0.1\nrerun: false\n';
    await writeFile(join(place.cwd, 'ci.yaml'), settings);
    const first = await place.start(['run', '--config', 'ci.yaml', '--only', 'HTTPRouteHeaderMatching']);
    expect(first.exitCode, first.stderr).to.equal(1);
    const command = /^ +rerun +(.*)$/m.exec(first.stdout)?.[1] ?? '';
    const elsewhere = join(place.cwd, 'elsewhere');
    await mkdir(elsewhere);
    // Of another project: it must have no say.
    await writeFile(join(elsewhere, 'gwconf.yaml'), 'set: {faults: ""}\n');
    const again = await execa('sh', ['-c', command], {
      cwd: elsewhere,
      reject: false,
      env: { TMPDIR: place.temporary },
    });
    expect(again.exitCode, again.stderr).to.equal(1);
    const path = 'gwconf-rerun/HTTPRouteHeaderMatching/result.json';
    const [before, after] = await Promise.all(
      [join(place.cwd, 'gwconf-report/result.json'), join(elsewhere, path)].map(async (file) =>
        JSON.parse(await readFile(file, 'utf8')),
      ),
    );
    expect(after.seed).to.equal(before.seed);
    expect(after.scenarios.filter(({ outcome }: { outcome: string }) => outcome === 'failed')).to.have.length(1);
  });
});
