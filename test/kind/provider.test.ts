import { loadCrds } from '../../embedded/index.ts';
import { describeProviderContract } from '../../harness/clusters/providers/contract.ts';
import { createKindProvider } from '../../harness/clusters/providers/kind.ts';
import { systemClock } from '../../harness/wait/clock.ts';
import { findLack, kindSettings } from './tools.ts';

const lack = await findLack();

if (lack !== undefined) {
  describe('provider contract: kind', () => {
    it(`is skipped: ${lack}`);
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
