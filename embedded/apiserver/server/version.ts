import type { JsonObject } from '../../../apimachinery/types.ts';

/** As Go calls them. */
const ARCHITECTURES: Readonly<Record<string, string>> = { x64: 'amd64', ia32: '386' };

/** /version, for a version such as `v1.34.1`. */
export function describeServerVersion(gitVersion: string, buildDate: Date): JsonObject {
  const [, major = '1', minor = '34'] = /^v?(\d+)\.(\d+)/.exec(gitVersion) ?? [];
  return {
    major,
    minor,
    ...{ emulationMajor: major, emulationMinor: minor, minCompatibilityMajor: major, minCompatibilityMinor: minor },
    gitVersion,
    gitCommit: '',
    gitTreeState: 'clean',
    buildDate: buildDate.toISOString(),
    goVersion: '',
    compiler: 'gwconf',
    platform: `${process.platform === 'win32' ? 'windows' : process.platform}/${ARCHITECTURES[process.arch] ?? process.arch}`,
  };
}
