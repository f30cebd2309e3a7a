/** One scenario as the scheduler sees it. */
export interface Task {
  id: string;
  /** Gateways that it makes, beside the shared one. */
  gateways: number;
  /** What it changes must be served before it goes on, so that nothing should hold that up. */
  revises?: boolean;
  /** It is soon over, whenever it begins: it waits until the first that revises something has its verdict. */
  patient?: boolean;
  /** Asked anew each time: whether nothing else may be alive beside it. */
  needsIsolation(): boolean;
  /**
   * Resolves when its verdict is there. Its clean-up goes on after that and is `cleanedUp`'s business.
   * @param othersWait whether there are tasks that have not begun, and so may wait for its room
   */
  run(othersWait: () => boolean): Promise<{ cleanedUp: Promise<void> }>;
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
 * alone, and wait until the clean-ups before them are over. The limits are asked for anew before each start. Nothing new starts once `stopped` says so; resolves when
 * all that was started is over, clean-ups included. Rejects with the first error of a task, after all are over.
 */
export async function runTasks(
  tasks: readonly Task[],
  limits: () => SchedulerLimits,
  stopped: () => boolean,
): Promise<void> {
  const waiting = [...tasks];
  let running = 0;
  let alive = 0;
  let gateways = 0;
  let isolated = false;
  let revising = 0;
  let revised = false;
  let failure: { error: unknown } | undefined;
  let wake: () => void = () => {};

  const takeNext = (): Task | undefined => {
    if (isolated || failure || stopped()) return undefined;
    const ordinary = waiting.filter((task) => !task.needsIsolation());
    // One that revises and is patient itself waits for no other: nothing would ever start it.
    const isEarly = !revised && (revising > 0 || ordinary.some(({ revises, patient }) => revises && !patient));
    const next =
      ordinary.length > 0
        ? ordinary.find(
            (task) => !(isEarly && task.patient) && running < limits().concurrency && (alive === 0 || fitsBudget(task)),
          )
        : waiting.find(() => alive === 0);
    if (next) waiting.splice(waiting.indexOf(next), 1);
    return next;
  };

  const fitsBudget = (task: Task): boolean => gateways + task.gateways <= limits().gatewayBudget || task.gateways === 0;

  const start = async (task: Task): Promise<void> => {
    const alone = task.needsIsolation();
    if (alone) isolated = true;
    running += 1;
    alive += 1;
    if (task.revises) revising += 1;
    gateways += task.gateways;
    let cleanedUp = Promise.resolve();
    try {
      ({ cleanedUp } = await task.run(() => waiting.length > 0));
    } catch (error) {
      failure ??= { error };
    }
    running -= 1;
    if (task.revises) {
      revising -= 1;
      revised = true;
    }
    wake();
    await cleanedUp.catch((error: unknown) => {
      failure ??= { error };
    });
    alive -= 1;
    gateways -= task.gateways;
    if (alone) isolated = false;
    wake();
  };

  for (;;) {
    const woken = new Promise<void>((resolve) => {
      wake = resolve;
    });
    for (let task = takeNext(); task; task = takeNext()) void start(task);
    if (alive === 0) break;
    await woken;
  }
  if (failure) throw failure.error;
}
