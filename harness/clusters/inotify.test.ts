import { expect } from 'chai';
import { findInotifyLack } from './inotify.ts';

describe('findInotifyLack', () => {
  it('tells of a kernel with too few, and what to do', async () => {
    const lack = await findInotifyLack(async () => '128\n');
    expect(lack?.instances).to.equal(128);
    expect(lack?.advice).to.contain('sudo sysctl fs.inotify.max_user_instances=512');
  });

  it('is content with enough, and where there is no limit', async () => {
    expect(await findInotifyLack(async () => '512')).to.equal(undefined);
    expect(await findInotifyLack(async () => undefined)).to.equal(undefined);
  });
});
