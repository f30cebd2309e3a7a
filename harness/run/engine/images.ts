import { isRecord } from '../../common/guards.ts';
import { kinds } from '../../kinds/index.ts';
import { compareText } from '../../kube/key.ts';
import type { KubeApi, ListOptions } from '../../kube/types.ts';
import type { RunResult } from '../../result/types.ts';
import type { KubeObject } from '../../scenario/kubernetes.ts';
import type { LogSource } from '../evidence/logs.ts';

type Image = NonNullable<RunResult['images']>[number];

/** Images of the implementation's pods and of the backends, with the digests that the nodes tell. Never rejects. */
export async function listImages(
  api: Pick<KubeApi, 'list'>,
  sources: readonly LogSource[],
  baseNamespace: string,
): Promise<Image[]> {
  const read = async (role: Image['role'], options: ListOptions): Promise<Image[]> => {
    const pods = await api.list(kinds.Pod, options).catch(() => []);
    return pods.flatMap((pod) => readImages(pod, role));
  };
  const own = sources.flatMap((source) => ('process' in source ? [] : [read('implementation', source)]));
  const found = (await Promise.all([...own, read('backend', { namespace: baseNamespace })])).flat();
  const unique = new Map(found.map((image) => [`${image.role} ${image.image} ${image.digest ?? ''}`, image]));
  return [...unique].sort(([a], [b]) => compareText(a, b)).map(([, image]) => image);
}

function readImages({ spec, status }: KubeObject, role: Image['role']): Image[] {
  const statuses = listRecords(isRecord(status) ? status.containerStatuses : undefined);
  const containers = listRecords(isRecord(spec) ? spec.containers : undefined);
  return containers.flatMap(({ name, image }): Image[] => {
    if (typeof image !== 'string') return [];
    const id = statuses.find((one) => one.name === name)?.imageID;
    const [digest] = typeof id === 'string' ? (/sha256:[0-9a-f]{64}/.exec(id) ?? []) : [];
    return [{ role, image, ...(digest === undefined ? {} : { digest }) }];
  });
}

function listRecords(value: unknown): Record<string, unknown>[] {
  return Array.isArray(value) ? value.filter(isRecord) : [];
}
