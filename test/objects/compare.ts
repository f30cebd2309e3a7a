import { UnknownKindError } from '../../harness/kube/discovery.ts';
import { KubeError } from '../../harness/kube/errors.ts';
import type { KubeApi } from '../../harness/kube/types.ts';
import type { KubeObject } from '../../harness/scenario/kubernetes.ts';
import { type ReleaseJudge, validate } from '../../policy/validate/index.ts';
import type { Found } from './collect.ts';

export interface Comparison {
  same: number;
  refused: number;
  differences: readonly { file: string; object: string; ours: readonly string[]; server: string }[];
}

/** How many are asked at the same time. */
const AT_ONCE = 8;
/**
 * Asks an API server to create each object, without keeping it, and `validate` about schema and CEL.
 * @param ofCluster kinds that have no namespace
 */
export async function compareVerdicts(
  api: Pick<KubeApi, 'tryCreate'>,
  judge: ReleaseJudge,
  objects: readonly Found[],
  ofCluster: ReadonlySet<string>,
): Promise<Comparison> {
  const differences: Comparison['differences'][number][] = [];
  let [same, refused] = [0, 0];
  const queue = objects.map((found) => found).reverse();
  const work = async (): Promise<void> => {
    for (let found = queue.pop(); found; found = queue.pop()) {
      const { file, object } = found;
      const server = await askServer(api, place(object, ofCluster));
      const ours = askOurs(judge, object);
      if (server !== undefined) refused += 1;
      if ((server !== undefined) === ours.length > 0) same += 1;
      else differences.push({ file, object: nameOf(object), ours, server: server ?? 'takes it' });
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  return { same, refused, differences };
}

const nameOf = ({ kind, metadata }: KubeObject): string => `${kind} ${metadata.name}`;

/** In a namespace that every cluster has. */
function place(object: KubeObject, ofCluster: ReadonlySet<string>): KubeObject {
  const { namespace: _own, ...metadata } = object.metadata;
  return { ...object, metadata: ofCluster.has(object.kind) ? metadata : { ...metadata, namespace: 'default' } };
}

/** What the server says against it. What is no judgement is thrown. */
async function askServer(api: Pick<KubeApi, 'tryCreate'>, object: KubeObject): Promise<string | undefined> {
  try {
    await api.tryCreate(object);
    return undefined;
  } catch (error) {
    if (error instanceof UnknownKindError) return error.message;
    if (error instanceof KubeError && (error.status === 400 || error.status === 422)) return error.serverMessage;
    throw error;
  }
}

function askOurs(judge: ReleaseJudge, object: KubeObject): readonly string[] {
  const { findings } = validate([{ name: 'object.json', text: JSON.stringify(object) }], { judge });
  return findings
    .filter(({ level, stage }) => level === 'error' && (stage === 'schema' || stage === 'cel'))
    .map(({ rule, field = '', message }) => `${rule} ${field}: ${message}`);
}
