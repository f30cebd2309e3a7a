import type { RunResult } from '../../result/types.ts';
import { UsageError } from '../../scenario/errors.ts';
import type { ReadShard } from './types.ts';

/** Refuses what are not all the shards of one run, each once. Throws UsageError naming the file. */
export function refuseUnfitShards(read: readonly ReadShard[]): void {
  const [first] = read;
  if (!first) throw new UsageError('there is no shard to merge');
  for (const { file, result } of read) {
    if (!result.shard) throw new UsageError(`${file} is no shard: it is the result of a run without --shard`);
  }
  for (const other of read.slice(1)) refuseOther(first, other);
  const { count = 0 } = first.result.shard ?? {};
  const files = new Map<number, string>();
  for (const { file, result } of read) {
    const { index = 0 } = result.shard ?? {};
    const twin = files.get(index);
    if (twin !== undefined) throw new UsageError(`${twin} and ${file} are both shard ${index} of ${count}`);
    if (index > count) throw new UsageError(`${file} is shard ${index} of ${count}, which there cannot be`);
    files.set(index, file);
  }
  const missing = Array.from({ length: count }, (_, at) => at + 1).filter((index) => !files.has(index));
  if (missing.length > 0) throw new UsageError(`of ${count} shards these are missing: ${missing.join(', ')}`);
  refuseOddScenarios(read);
}

/** What shards of one run have in common. */
const COMMON: Readonly<Record<string, (result: RunResult) => unknown>> = {
  'number of shards': ({ shard }) => shard?.count,
  seed: ({ seed }) => seed,
  'version of gwconf': ({ gwconfVersion }) => gwconfVersion,
  'Gateway API': ({ gatewayApi: { version, channel } }) => `${version} ${channel}`,
  Kubernetes: ({ cluster }) => cluster.kubernetesVersion,
  implementation: ({ implementation }) => implementation,
  mode: ({ mode }) => mode,
  features: ({ features }) => features,
  profiles: ({ shard }) => [shard?.profiles, shard?.skipProvisional],
  level: ({ gate }) => gate,
  'strict mode': ({ strict }) => strict,
  'time policies': ({ timing: { scale, patience, policies } }) => [scale, patience, policies],
  'known failures': ({ knownFailures = [] }) => knownFailures.map(({ outcome: _outcome, ...known }) => known),
  scenarios: ({ scenarios }) => scenarios.map(({ id }) => id),
};

function refuseOther(first: ReadShard, other: ReadShard): void {
  for (const [name, read] of Object.entries(COMMON)) {
    const [one, two] = [read(first.result), read(other.result)];
    if (JSON.stringify(one) === JSON.stringify(two)) continue;
    const isPlain = typeof one !== 'object' && typeof two !== 'object';
    const values = isPlain ? ` (${one} and ${two})` : '';
    throw new UsageError(`${first.file} and ${other.file} are not of one run: their ${name} differ${values}`);
  }
}

/** Each scenario that is run at all is run by the one shard that the others name. */
function refuseOddScenarios(read: readonly ReadShard[]): void {
  const ids = read[0]?.result.scenarios.map(({ id }) => id) ?? [];
  for (const [place, id] of ids.entries()) {
    const named = new Set(read.flatMap(({ result }) => result.scenarios[place]?.shard ?? []));
    if (named.size === 0) continue;
    const owners = read.filter(({ result }) => result.scenarios[place]?.shard === undefined);
    const [owner, ...others] = owners;
    if (owner && others.length === 0 && named.size === 1 && named.has(owner.result.shard?.index ?? 0)) continue;
    throw new UsageError(`the shards do not fit together: not exactly one of them has run ${id}`);
  }
}
