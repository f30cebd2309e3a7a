import { compareVersions, parseVersion } from '../../run/plan/index.ts';
import type { Catalogue } from '../../scenario/catalogue.ts';
import { UsageError } from '../../scenario/errors.ts';
import type { Wiring } from '../wiring.ts';
import type { RunRequest } from './request.ts';

type Asked = Pick<RunRequest, 'gatewayApi' | 'crds' | 'provider'>;

/**
 * The CRDs of the release line that `--gateway-api` names, where nothing was said of CRDs: the newest on this machine.
 * @throws UsageError where the suite does not know the line, or there are none of it
 */
export async function chooseCrds(
  { gatewayApi: line, crds, provider }: Asked,
  { releases }: Pick<Catalogue, 'releases'>,
  wiring: Pick<Wiring, 'listCrds'>,
): Promise<string | undefined> {
  if (line === undefined) return crds;
  if (!releases.some(({ version }) => version === line)) {
    throw new UsageError(`--gateway-api takes ${releases.map(({ version }) => version).join(' or ')}, not '${line}'`);
  }
  if (provider === 'existing' || (crds !== undefined && crds !== 'auto')) return crds;
  const fitting = (await wiring.listCrds())
    .filter(({ damaged, version, channel }) => !damaged && channel === 'standard' && isOfLine(version, line))
    .sort(
      (a, b) => patchOf(b.version) - patchOf(a.version) || Number(a.name === 'bundled') - Number(b.name === 'bundled'),
    );
  if (fitting[0]) return fitting[0].name;
  throw new UsageError(
    `--gateway-api ${line}: no CRDs of it are on this machine; gwconf crds fetch --version ${line}.0 gets some`,
  );
}

/** Refuses a cluster whose CRDs are of another release line than the one that was asked for. */
export function refuseOtherRelease({ gatewayApi: line }: Pick<RunRequest, 'gatewayApi'>, version: string): void {
  if (line === undefined || isOfLine(version, line)) return;
  throw new UsageError(`--gateway-api ${line}: the cluster has the CRDs of ${version}`);
}

function isOfLine(version: string, line: string): boolean {
  return parseVersion(version) !== undefined && compareVersions(version, line) === 0;
}

function patchOf(version: string): number {
  return Number(/^v\d+\.\d+\.(\d+)/.exec(version)?.[1] ?? 0);
}
