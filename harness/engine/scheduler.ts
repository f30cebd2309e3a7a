/** One scenario as the scheduler sees it. */
export interface Task {
  id: string;
  /** Gateways that it makes, beside the shared one. */
  gateways: number;
  /** Asked anew each time: whether nothing else may be alive beside it. */
  needsIsolation(): boolean;
  /** Resolves when its verdict is there. Its clean-up goes on after that and is `cleanedUp`'s business. */
  run(): Promise<{ cleanedUp: Promise<void> }>;
}

export interface SchedulerLimits {
  /** Tasks at the same time. */
  concurrency: number;
  /** Gateways alive at the same time. One task that needs more runs by itself. */
  gatewayBudget: number;
}

/**
 * Runs tasks in the given order, but lets a later one go first where an earlier one does not fit. A Gateway counts
 * until it is gone from the API, not only until its scenario has its verdict. Tasks that need isolation come last, each
 * alone, and wait until the clean-ups before them are over. Nothing new starts once `stopped` says so; resolves when
 * all that was started is over, clean-ups included.
 */
export async function runTasks(tasks: readonly Task[], limits: SchedulerLimits, stopped: () => boolean): Promise<void> {
  const waiting = [...tasks];
  let running = 0;
  let cleaning = 0;
  let gatewaysAlive = 0;
  let isolated = false;
  let failure: { error: unknown } | undefined;
  let wake: () => void = () => {};

  const fits = (task: Task): boolean => {
    if (isolated) return false;
    if (running + cleaning === 0) return true;
    if (task.needsIsolation()) return false;
    return running < limits.concurrency && gatewaysAlive + task.gateways <= limits.gatewayBudget;
  };

  const takeNext = (): Task | undefined => {
    const ordinary = waiting.findIndex((task) => !task.needsIsolation() && fits(task));
    const index = ordinary >= 0 || waiting.some((task) => !task.needsIsolation()) ? ordinary : waiting.findIndex(fits);
    return index < 0 ? undefined : waiting.splice(index, 1)[0];
  };

  const start = (task: Task): void => {
    const alone = task.needsIsolation();
    isolated = alone;
    running += 1;
    gatewaysAlive += task.gateways;
    const over = (): void => {
      gatewaysAlive -= task.gateways;
      if (alone) isolated = false;
      wake();
    };
    task
      .run()
      .then(({ cleanedUp }) => {
        running -= 1;
        cleaning += 1;
        wake();
        return cleanedUp.finally(() => {
          cleaning -= 1;
        });
      })
      .catch((error: unknown) => {
        failure ??= { error };
      })
      .finally(over);
  };

  for (;;) {
    const woken = new Promise<void>((resolve) => {
      wake = resolve;
    });
    for (let task = canStart() ? takeNext() : undefined; task; task = canStart() ? takeNext() : undefined) start(task);
    if (running + cleaning === 0 && (!canStart() || waiting.length === 0)) break;
    await woken;
  }
  if (failure) throw failure.error;

  function canStart(): boolean {
    return failure === undefined && !stopped();
  }
}
