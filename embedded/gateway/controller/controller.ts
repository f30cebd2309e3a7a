import { setTimeout as sleep } from 'node:timers/promises';
import type { Behaviour } from '../behaviour/types.ts';
import type { DataPlane } from '../dataplane/data-plane.ts';
import type { KubeClient } from '../kube/client.ts';
import type { Cache } from '../model/cache.ts';
import type { FrontendLayout } from '../serving/frontends.ts';
import { computeState, createMemories, type State } from '../state.ts';
import type { Habits } from '../variants/types.ts';
import { createInfrastructure } from './infrastructure.ts';
import { announcePending } from './pending.ts';
import { createStatusWriter } from './writer.ts';

export interface ControllerOptions {
  client: KubeClient;
  cache: Cache;
  dataPlane: DataPlane;
  behaviour: Behaviour;
  habits: Habits;
  /** Whether its decisions may be asked for again only where what they are about has changed. */
  remembers: boolean;
  layout: FrontendLayout;
  clock: () => Date;
  signal: AbortSignal;
  log(line: string): void;
}

export interface Controller {
  /** Tells that the cache changed. */
  wake(): void;
  /** Resolves once the first reconcile is through. */
  started: Promise<void>;
}

const debounceMs = 4;
/** How much longer than the last reconcile changes are gathered, so that many changes at once don't fill all time. */
const debounceRatio = 6;
const longestDebounceMs = 100;
const firstRetryMs = 100;
const lastRetryMs = 3000;
const pendingMs = 50;

/** Reconciles after every change of the cache, one reconcile at a time. */
export function startController(options: ControllerOptions): Controller {
  const { cache, dataPlane, behaviour, habits, layout, clock, signal, log } = options;
  const memories = options.remembers ? createMemories() : undefined;
  const infrastructure = createInfrastructure(options, log);
  const writer = createStatusWriter(options, clock, log);
  let start = () => {};
  const started = new Promise<void>((resolve) => {
    start = resolve;
  });
  let timer: NodeJS.Timeout | undefined;
  let running = false;
  let again = false;
  let retryMs = firstRetryMs;
  let gatherMs = debounceMs;

  const wake = (delayMs = gatherMs) => {
    if (signal.aborted || !cache.isComplete()) return;
    if (running) again = true;
    else timer ??= setTimeout(run, delayMs);
  };
  const run = async () => {
    timer = undefined;
    running = true;
    const done = await reconcile().catch((error: unknown) => {
      log(`Reconcile failed: ${error instanceof Error ? (error.stack ?? error.message) : error}`);
      return false;
    });
    running = false;
    start();
    retryMs = done ? firstRetryMs : Math.min(retryMs * 2, lastRetryMs);
    if (again) wake();
    else if (!done) wake(retryMs);
    again = false;
  };
  const reconcile = async () => {
    const begunMs = performance.now();
    const model = cache.snapshot();
    const state = computeState(model, behaviour, layout, memories);
    gatherMs = Math.min(Math.max((performance.now() - begunMs) * debounceRatio, debounceMs), longestDebounceMs);
    await dataPlane.apply(state.frontends, state.mesh);
    const [built, written] = await Promise.all([infrastructure.apply(state, model), writeStatus(state)]);
    return built && written;
  };
  const writeStatus = async (state: State) => {
    if (habits.announcesPending) {
      await writer.write(announcePending(state));
      await sleep(pendingMs, undefined, { signal });
    }
    if (habits.statusDelayMs === 0) return writer.write(state);
    // The rest goes on meanwhile: only the status is late.
    void sleep(habits.statusDelayMs, undefined, { signal })
      .then(() => writer.write(state))
      .then((written) => written || wake(retryMs))
      .catch(() => {});
    return true;
  };

  signal.addEventListener('abort', () => clearTimeout(timer), { once: true });
  return { wake: () => wake(), started };
}
