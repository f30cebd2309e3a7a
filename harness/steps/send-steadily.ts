/** Requests that wait for their answer at the same time, each over a connection of its own. */
const PARALLEL = 16;
/** Answers that may wait for one before them: a packet that was lost costs seconds, and holds up nothing by that. */
const AHEAD = 512;

/**
 * Keeps requests in flight and takes their answers in the order sent, so that the verdict does not depend on which came
 * back first. Ends once `take` wants no more, and all that were sent have their answer; rejects as the first of them
 * that does.
 */
export async function sendSteadily<A>(send: () => Promise<A>, take: (answer: A) => boolean): Promise<void> {
  const untaken: Promise<A>[] = [];
  let unanswered = 0;
  let ended = false;
  const sendMore = (): void => {
    while (!ended && unanswered < PARALLEL && untaken.length < AHEAD) {
      unanswered += 1;
      const answer = send();
      untaken.push(answer);
      const goOn = (): void => {
        unanswered -= 1;
        sendMore();
      };
      // One that rejects before its turn has come is heard then.
      answer.then(goOn, goOn);
    }
  };
  try {
    for (;;) {
      sendMore();
      const next = untaken[0];
      if (!next) {
        // All are taken, and what makes room for more is yet to run.
        await Promise.resolve();
        continue;
      }
      const answer = await next;
      untaken.shift();
      if (!take(answer)) return;
    }
  } finally {
    ended = true;
    await Promise.allSettled(untaken);
  }
}
