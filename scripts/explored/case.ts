import type { Plan } from '../../policy/generate/index.ts';
import type { ExploredCase, ExploredStage } from '../../suites/kit/explored.ts';

/** A scenario of a plan and of what its stages must come to. */
export function toCase(number: number, plan: Plan, stages: readonly ExploredStage[]): ExploredCase {
  const label = (namespace: number) => ['a', 'b', 'c'][namespace % 3] ?? 'a';
  const titles = stages.slice(1).map(({ title }) => title);
  const text = JSON.stringify(stages);
  const services = plan.services
    .map(({ namespace }, index) => ({ name: `service-${index + 1}`, namespace: label(namespace) }))
    .filter(({ name }) => text.includes(`{${name}}`));
  const rows = stages.flatMap(({ traffic, statuses }) => [...statuses, ...traffic.flatMap((one) => one.rows)]);
  const [first = 'httproute.precedence.criteria', ...others] = new Set(rows.flatMap((row) => row.requirements ?? []));
  const used = (name: string) => text.includes(`{${name}}`) || services.some(({ namespace }) => namespace === name);
  return {
    id: `Explored${number}`,
    title: `A generated set of objects, and what changes in it: ${[...new Set(titles)].join(', ')}`,
    requirements: [first, ...others],
    namespaces: Object.fromEntries(
      plan.namespaces.flatMap((team, index) => {
        const name = label(index);
        return used(name) ? [[name, team === 0 ? {} : { labels: { team: `team-${team}` } }]] : [];
      }),
    ),
    backends: Object.fromEntries(services.map(({ name, namespace }) => [name, { namespace }])),
    stages,
  };
}
