import { execa } from 'execa';
import { describeReplay } from '../differential/replay.ts';

// The groups that need no CRDs of the Gateway API are replayed among the fast tests.
describe('a real kube-apiserver with the CRDs of the Gateway API, by its recorded answers', () => {
  before(async function () {
    // The CRDs of the recorded release come from the Go module where the release's page is out of reach.
    if ((await execa('go', ['version'], { reject: false })).exitCode !== 0) this.skip();
  });

  describeReplay('standard');
  describeReplay('experimental');
});
