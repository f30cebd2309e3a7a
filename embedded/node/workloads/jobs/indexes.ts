import type { Container, Job, Pod, PodTemplate } from '../../kube/objects.ts';

const INDEX = 'batch.kubernetes.io/job-completion-index';

export function isIndexed({ spec }: Job): boolean {
  return spec.completionMode === 'Indexed';
}

/** Which of an Indexed Job's completions a pod works at. */
export function readIndex({ metadata }: Pod): number | undefined {
  const text = metadata.annotations?.[INDEX];
  return text === undefined ? undefined : Number(text);
}

/** The lowest completions that neither are done nor have a pod. */
export function chooseIndexes(completions: number, taken: ReadonlySet<number>, count: number): number[] {
  const free: number[] = [];
  for (let index = 0; index < completions && free.length < count; index += 1) if (!taken.has(index)) free.push(index);
  return free;
}

/** `0,2-4`, as a Job's status tells them. */
export function formatIndexes(indexes: Iterable<number>): string {
  const ranges: [first: number, last: number][] = [];
  for (const index of [...indexes].sort((a, b) => a - b)) {
    const range = ranges.at(-1);
    if (range && range[1] === index - 1) range[1] = index;
    else ranges.push([index, index]);
  }
  return ranges.map(([first, last]) => (first === last ? `${first}` : `${first}-${last}`)).join(',');
}

/** The template of one index: its pod's containers find it in JOB_COMPLETION_INDEX. */
export function addIndex({ metadata, spec }: PodTemplate, index: number): PodTemplate {
  const value = `${index}`;
  const told = ({ env = [], ...container }: Container): Container => {
    const others = env.filter(({ name }) => name !== 'JOB_COMPLETION_INDEX');
    return { ...container, env: [...others, { name: 'JOB_COMPLETION_INDEX', value }] };
  };
  return {
    metadata: {
      ...metadata,
      labels: { ...metadata?.labels, [INDEX]: value },
      annotations: { ...metadata?.annotations, [INDEX]: value },
    },
    spec: { ...spec, containers: spec.containers.map(told) },
  };
}
