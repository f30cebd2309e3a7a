import type { ChosenRequest } from '../../policy/generate/index.ts';
import { type Branch, compareAnswer, describeBranch } from '../../policy/model/index.ts';
import { describeRequest } from './checks.ts';
import type { Connection } from './send.ts';
import type { Finding, Ground } from './types.ts';

/** A first look, after which only what seems wrong is counted on. */
const first = 200;
const suspicious = 2.2;
const most = 1_500;
/** Standard deviations: a right share is so far off once in a million counts. */
const certain = 5;
const atOnce = 8;

/** Outcomes that look alike from outside, with the share of all of them. */
interface Group {
  branches: readonly Branch[];
  share: number;
}

/** Whether a request is shared out to outcomes that can be told apart, and only one way to do so is allowed. */
export function isShared({ answer: { alternatives } }: ChosenRequest): boolean {
  return alternatives.length === 1 && groupBranches(alternatives[0].branches).length > 1;
}

function groupBranches(branches: readonly Branch[]): readonly Group[] {
  const groups = new Map<string, Branch[]>();
  for (const branch of branches) {
    const { outcome } = branch;
    const key = outcome.kind === 'forward' ? JSON.stringify(outcome.endpoints) : outcome.kind;
    groups.set(key, [...(groups.get(key) ?? []), branch]);
  }
  return [...groups.values()].map((alike) => ({
    branches: alike,
    share: alike.reduce((sum, { share }) => sum + share, 0),
  }));
}

/** Counts how requests are shared out. Undefined where the shares may be what they should be. */
export async function countShares(
  ground: Ground,
  chosen: ChosenRequest,
  address: string,
): Promise<Omit<Finding, 'stage'> | undefined> {
  const { request, target, answer } = chosen;
  const groups = groupBranches(answer.alternatives[0].branches);
  const counts = new Map<Group, number>();
  const connections = Array.from({ length: atOnce }, () => ground.sender.keep());
  const send = async (connection: Connection) => {
    const remote = { address, port: target.port };
    const observation = await ground.sender.send(remote, request, ground.signal, connection);
    const group = groups.find(({ branches }) => {
      const alone = { alternatives: [{ branches, open: [] }] } as const;
      return compareAnswer(alone, observation, request.scheme) === undefined;
    });
    if (group) counts.set(group, (counts.get(group) ?? 0) + 1);
  };
  try {
    let sent = 0;
    for (const [total, limit] of [
      [first, suspicious],
      [most, certain],
    ] as const) {
      for (; sent < total; sent += atOnce) await Promise.all(connections.map(send));
      if (groups.every((group) => distance(group.share, counts.get(group) ?? 0, sent) <= limit)) return undefined;
    }
    const describe = (group: Group, share: number) =>
      `${describeBranch({ ...(group.branches[0] as Branch), share: 1 })} (${(share * 100).toFixed(1)} %)`;
    return {
      kind: 'share',
      subject: `${sent} times ${describeRequest(request)}`,
      expected: groups.map((group) => describe(group, group.share)).join(', '),
      observed: groups.map((group) => describe(group, (counts.get(group) ?? 0) / sent)).join(', '),
      clause: 'backend.weight',
      request: { target, request, kept: true },
    };
  } finally {
    for (const connection of connections) connection.close();
  }
}

/** How many standard deviations a count is from what its share would give. */
function distance(share: number, count: number, total: number): number {
  const deviation = Math.sqrt(total * share * (1 - share));
  return deviation === 0 ? 0 : Math.abs(count - total * share) / deviation;
}
