import type { CrdRelease } from './types.ts';

/** The newest release that gwconf knows. */
export const newestVersion = 'v1.7.0';

const releaseName = /^(v\d+\.\d+\.\d+(?:-rc\.\d+)?)(?:-(standard|experimental))?$/;

/** `v1.7.0-standard`: how a release in the cache is called. */
export function nameRelease({ version, channel }: CrdRelease): string {
  return `${version}-${channel}`;
}

/** The opposite of nameRelease, `standard` where no channel is named; undefined for what is no such name. */
export function parseReleaseName(name: string): CrdRelease | undefined {
  const [, version, channel = 'standard'] = releaseName.exec(name) ?? [];
  return version === undefined ? undefined : { version, channel };
}
