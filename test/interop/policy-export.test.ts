import { expect } from 'chai';
import { startControlPlane } from '../../harness/clusters/controlplane/index.ts';
import { messageOf } from '../../harness/common/message-of.ts';
import { findPrograms } from '../differential/programs.ts';
import { enforceLibrary } from '../policy/enforce.ts';

const programs = await findPrograms(['etcd', 'apiserver']).catch((error: unknown) => messageOf(error));

describe('exported rules on a real kube-apiserver', function () {
  this.timeout(300_000);
  if (typeof programs === 'string') {
    it(`is skipped: ${programs}`);
    return;
  }

  it('refuse what they refuse offline, and accept the rest', async () => {
    const { etcd, apiserver } = programs;
    const server = await startControlPlane({ programs: { etcd, apiserver } });
    try {
      const verdicts = await enforceLibrary(server);
      expect(verdicts.length).to.be.at.least(50);
      expect(verdicts.filter(({ isSame }) => !isSame)).to.deep.equal([]);
    } finally {
      await server.stop();
    }
  });
});
