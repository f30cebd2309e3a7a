import type { JsonObject } from '../types.ts';

/** /version, for a version such as `v1.34.1`. */
export function describeServerVersion(gitVersion: string, buildDate: Date): JsonObject {
  const [, major = '1', minor = '34'] = /^v?(\d+)\.(\d+)/.exec(gitVersion) ?? [];
  return {
    major,
    minor,
    gitVersion,
    gitCommit: '',
    gitTreeState: 'clean',
    buildDate: buildDate.toISOString(),
    goVersion: '',
    compiler: 'gwconf',
    platform: `${process.platform}/${process.arch}`,
  };
}
