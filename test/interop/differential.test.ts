import { describeReplay } from '../differential/replay.ts';
import { findObstacle } from './go-test.ts';

// The CRDs of the recorded release come from the Go module where the release's page is out of reach.
const obstacle = await findObstacle();

// The groups that need no CRDs of the Gateway API are replayed among the fast tests.
describe('a real kube-apiserver with the CRDs of the Gateway API, by its recorded answers', () => {
  if (obstacle !== undefined) {
    it(`is skipped: ${obstacle}`);
    return;
  }
  describeReplay('standard');
  describeReplay('experimental');
});
