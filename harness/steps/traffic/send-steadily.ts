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
  const untaken: { answer: Promise<A>; isThere: boolean }[] = [];
  let unanswered = 0;
  let ended = false;
  const hasRoom = (): boolean =>
    untaken[0]?.isThere === false ? unanswered < PARALLEL && untaken.length < AHEAD : untaken.length < PARALLEL;
  const sendMore = (): void => {
    while (!ended && hasRoom()) {
      unanswered += 1;
      const sent = { answer: send(), isThere: false };
      untaken.push(sent);
      const note = (): void => {
        unanswered -= 1;
        sent.isThere = true;
        sendMore();
      };
      // One that rejects before its turn has come is heard then.
      sent.answer.then(note, note);
    }
  };
  sendMore();
  try {
    for (let next = untaken[0]; next; next = untaken[0]) {
      const answer = await next.answer;
      untaken.shift();
      if (!take(answer)) return;
      sendMore();
    }
  } finally {
    ended = true;
    await Promise.allSettled(untaken.map(({ answer }) => answer));
  }
}
