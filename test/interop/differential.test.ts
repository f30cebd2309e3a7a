import { describeReplay } from '../differential/replay.ts';
import { findLack } from './go-test.ts';

// The CRDs of the recorded release come from the Go module where the release's page is out of reach.
const lack = await findLack();

// The groups that need no CRDs of the Gateway API are replayed among the fast tests.
describe('a real kube-apiserver with the CRDs of the Gateway API, by its recorded answers', () => {
  if (lack !== undefined) {
    it(`is skipped: ${lack}`);
    return;
  }
  describeReplay('standard');
  describeReplay('experimental');
});
