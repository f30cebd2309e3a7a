import { kinds } from '../../../kinds/index.ts';
import { describeCondition, findCondition } from '../../../kube/conditions.ts';
import { compareText } from '../../../kube/key.ts';
import type { KubeApi } from '../../../kube/types.ts';
import { HarnessError } from '../../../scenario/errors.ts';
import type { KubeObject } from '../../../scenario/kubernetes.ts';
import type { Clock, TimePolicy } from '../../../wait/types.ts';
import { watchUntil } from '../../../wait/watch.ts';

/** Waits until every node is Ready. Rejects with HarnessError telling what a node lacks. */
export async function awaitNodes(
  api: Pick<KubeApi, 'observeAll'>,
  count: number,
  tools: { clock: Clock; signal: AbortSignal; policy: TimePolicy },
): Promise<void> {
  const { policy } = tools;
  const { satisfied, last } = await watchUntil(
    policy,
    (signal) => api.observeAll(kinds.Node, signal),
    (nodes) => findLacks(nodes, count),
    tools,
  );
  if (satisfied) return;
  const seen = last?.mismatches.map(({ path, observed }) => `${path}: ${observed}`).join('; ') ?? 'no node was seen';
  throw new HarnessError(`the nodes were not Ready within ${policy.timeoutMs} ms: ${seen}`);
}

function findLacks(nodes: readonly KubeObject[], count: number) {
  const expected = 'Ready=True';
  const lacks = nodes.flatMap((node) => {
    const ready = findCondition(node, 'Ready');
    if (ready?.status === 'True') return [];
    return [{ path: node.metadata.name, expected, observed: ready ? describeCondition(ready) : 'no condition Ready' }];
  });
  const absent = count - nodes.length;
  if (absent > 0) lacks.push({ path: 'nodes', expected: String(count), observed: `${nodes.length} of ${count}` });
  return lacks.sort((left, right) => compareText(left.path, right.path));
}
