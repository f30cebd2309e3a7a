import type { Answer } from '../../model/answer.ts';
import { describeBranch } from '../../model/compare-answer.ts';
import { answerHttp } from '../../model/http/answer.ts';
import type { Model } from '../../model/model.ts';
import { nameOf } from '../../model/objects.ts';
import { type Proposal, proposeRequests } from './propose.ts';

export interface ChosenRequest extends Proposal {
  answer: Answer;
}

/** So many are looked at for one that is chosen. */
const proposalsPerRequest = 6;

/**
 * Requests that tell most about a world: first one for each decision that the model takes, with what was beaten and by
 * what, then more of each in turn. What the specification leaves to the implementation is left out.
 * @param draw whole number from 0 to below its argument
 */
export function chooseRequests(
  model: Model,
  domain: string,
  limit: number,
  draw: (below: number) => number,
): readonly ChosenRequest[] {
  const seen = new Set<string>();
  const groups = new Map<string, ChosenRequest[]>();
  for (const proposal of shuffle(proposeRequests(model, domain), draw).slice(0, limit * proposalsPerRequest)) {
    const key = JSON.stringify([proposal.target, proposal.request]);
    if (seen.has(key)) continue;
    seen.add(key);
    const answer = answerHttp(model, proposal.target, proposal.request);
    if (isOpen(answer)) continue;
    const decision = describeDecision(answer, proposal);
    groups.set(decision, [...(groups.get(decision) ?? []), { ...proposal, answer }]);
  }
  const queues = shuffle([...groups.values()], draw).map((group) => shuffle(group, draw));
  const chosen: ChosenRequest[] = [];
  for (let round = 0; chosen.length < limit && queues.some((queue) => queue.length > round); round += 1)
    for (const queue of queues) if (queue[round] && chosen.length < limit) chosen.push(queue[round] as ChosenRequest);
  return chosen;
}

function isOpen({ alternatives }: Answer): boolean {
  return alternatives.some(({ branches }) => branches.some(({ outcome }) => outcome.kind === 'anything'));
}

/** What was decided: by which listener and rule, against which others, and what was changed to get there. */
function describeDecision({ alternatives }: Answer, { how, target }: Proposal): string {
  const [{ choice, branches }] = alternatives;
  const winner = choice?.winner;
  const won = winner ? [nameOf(winner.route), winner.ruleIndex, winner.view.listener.name] : [];
  const beaten = (choice?.losers ?? []).map(({ because }) => because);
  return JSON.stringify([target, won, [...new Set(beaten)].sort(), branches.map(describeBranch), how]);
}

function shuffle<T>(list: readonly T[], draw: (below: number) => number): T[] {
  const mixed = [...list];
  for (let index = mixed.length - 1; index > 0; index -= 1) {
    const other = draw(index + 1);
    [mixed[index], mixed[other]] = [mixed[other] as T, mixed[index] as T];
  }
  return mixed;
}
