import { loadCrds } from '../../embedded/index.ts';
import { describeProviderContract } from '../../harness/clusters/providers/contract.ts';
import { createKindProvider } from '../../harness/clusters/providers/kind.ts';
import { systemClock } from '../../harness/wait/clock.ts';
import { findObstacle, kindSettings } from './tools.ts';

const obstacle = await findObstacle();

if (obstacle !== undefined) {
  describe('provider contract: kind', () => {
    it(`is skipped: ${obstacle}`);
  });
} else {
  describeProviderContract('kind', () =>
    createKindProvider({
      runId: 'gwconf-contract',
      ...kindSettings,
      clock: systemClock,
      loadCrds: () => loadCrds('auto'),
      log: (line) => console.log(`      ${line}`),
    }),
  );
}
