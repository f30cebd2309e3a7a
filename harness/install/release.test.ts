import { expect } from 'chai';
import { UsageError } from '../scenario/errors.ts';
import { refuseUnfitRelease } from './release.ts';
import type { ReleaseNeed } from './types.ts';

describe('refuseUnfitRelease', () => {
  const check = (gatewayApi: ReleaseNeed | undefined, version: string, channel = 'standard') =>
    refuseUnfitRelease({ name: 'gw', version: 'v2', ...(gatewayApi ? { gatewayApi } : {}) }, { version, channel });

  it('takes a release between the oldest and the newest, and any where nothing is said', () => {
    check(undefined, 'v1.0.0');
    for (const version of ['v1.4.0', 'v1.5.3', 'v1.10.1']) check({ since: 'v1.4', until: 'v1.10' }, version);
    check({ channel: 'experimental' }, 'v1.7.0', 'experimental');
  });

  it('refuses an older and a newer one, and tells which one to take', () => {
    expect(() => check({ since: 'v1.4' }, 'v1.3.9')).to.throw(
      UsageError,
      'implementation gw v2 needs Gateway API v1.4 or newer, and the cluster has v1.3.9 (standard); take other CRDs with --crds, as v1.4.0-standard, or another version of it',
    );
    expect(() => check({ since: 'v1.2', until: 'v1.9' }, 'v1.10.0')).to.throw('v1.2 to v1.9');
  });

  it('refuses the standard channel where it does not serve enough', () => {
    expect(() => check({ channel: 'experimental' }, 'v1.7.0')).to.throw(
      /needs Gateway API of the experimental channel.*--crds, as v1\.7\.0-experimental/,
    );
  });
});
