import Mocha from 'mocha';
import { alignColumns, formatDuration } from '../../reports/text.ts';

/** What became of one peer: a suite of the outermost level. */
interface Peer {
  title: string;
  passed: number;
  failed: number;
  skipped: number;
  durationMs: number;
  /** Titles of what was skipped; they say why. */
  reasons: string[];
}

const { EVENT_RUN_END, EVENT_TEST_FAIL, EVENT_TEST_PASS, EVENT_TEST_PENDING, EVENT_SUITE_BEGIN, EVENT_SUITE_END } =
  Mocha.Runner.constants;

/**
 * Mocha's own report, then a table of the peers: what ran, how it ended, and why the rest did not run. Files run side by
 * side, and what happened in one is told when it is over: so the time is that of the tests, without what they start before.
 */
export default class PeerReporter extends Mocha.reporters.Spec {
  constructor(runner: Mocha.Runner, options?: Mocha.MochaOptions) {
    super(runner, options);
    const peers: Peer[] = [];
    let depth = 0;
    const current = () => peers.at(-1);
    runner.on(EVENT_SUITE_BEGIN, (suite) => {
      if (suite.root) return;
      if (depth === 0) peers.push({ title: suite.title, passed: 0, failed: 0, skipped: 0, durationMs: 0, reasons: [] });
      depth += 1;
    });
    runner.on(EVENT_SUITE_END, (suite) => {
      if (!suite.root) depth -= 1;
    });
    runner.on(EVENT_TEST_PASS, (test) => count(current(), 'passed', test));
    runner.on(EVENT_TEST_FAIL, (test) => count(current(), 'failed', test));
    runner.on(EVENT_TEST_PENDING, (test) => {
      count(current(), 'skipped', test);
      current()?.reasons.push(test.title);
    });
    runner.once(EVENT_RUN_END, () => console.log(`${renderPeers(peers)}\n`));
  }
}

function count(peer: Peer | undefined, what: 'passed' | 'failed' | 'skipped', { duration = 0 }: Mocha.Test): void {
  if (!peer) return;
  peer[what] += 1;
  peer.durationMs += duration;
}

function renderPeers(peers: readonly Peer[]): string {
  const rows = peers.map(({ title, passed, failed, skipped, durationMs, reasons }) => [
    title,
    `${passed}`,
    `${failed}`,
    `${skipped}`,
    formatDuration(durationMs),
    (reasons[0] ?? '').replace(/^is skipped: /, ''),
  ]);
  return alignColumns([['What ran', 'Passed', 'Failed', 'Skipped', 'Time of its tests', 'Why skipped'], ...rows]).join(
    '\n',
  );
}
