import { expect } from 'chai';
import { UsageError } from '../../scenario/errors.ts';
import { chooseCrds, refuseOtherRelease } from './release.ts';

const releases = [
  { version: 'v1.6', tests: [], profiles: [] },
  { version: 'v1.7', tests: [], profiles: [] },
] as const;

const listed = (name: string, version: string, over: object = {}) => ({
  name,
  version,
  channel: 'standard',
  count: 10,
  source: 'a test',
  damaged: false,
  chosen: false,
  ...over,
});

const choose = (
  asked: { gatewayApi?: string; crds?: string; provider?: string },
  ...crds: ReturnType<typeof listed>[]
) => chooseCrds({ provider: 'embedded', ...asked }, { releases }, { listCrds: async () => crds as never });

const refusal = async (chosen: Promise<unknown>): Promise<string> => {
  const error: unknown = await chosen.catch((thrown: unknown) => thrown);
  expect(error).to.be.instanceOf(UsageError);
  return (error as UsageError).message;
};

describe('--gateway-api', () => {
  it('takes the newest CRDs of its release line, fetched ones before those of the package', async () => {
    const crds = [
      listed('bundled', 'v1.7.0'),
      listed('v1.6.1-standard', 'v1.6.1'),
      listed('v1.6.3-standard', 'v1.6.3'),
      listed('v1.6.4-standard', 'v1.6.4', { damaged: true }),
      listed('v1.6.5-experimental', 'v1.6.5', { channel: 'experimental' }),
      listed('v1.7.0-standard', 'v1.7.0'),
    ];
    expect(await choose({ gatewayApi: 'v1.6' }, ...crds)).to.equal('v1.6.3-standard');
    expect(await choose({ gatewayApi: 'v1.7', crds: 'auto' }, ...crds)).to.equal('v1.7.0-standard');
  });

  it('leaves CRDs that were named, and those of an existing cluster', async () => {
    expect(await choose({ crds: 'v1.7.0' })).to.equal('v1.7.0');
    expect(await choose({ gatewayApi: 'v1.6', crds: '/a/folder' })).to.equal('/a/folder');
    expect(await choose({ gatewayApi: 'v1.6', provider: 'existing' })).to.equal(undefined);
  });

  it('refuses a line that the suite does not know, and one without CRDs', async () => {
    expect(await refusal(choose({ gatewayApi: 'v1.5' }))).to.equal("--gateway-api takes v1.6 or v1.7, not 'v1.5'");
    expect(await refusal(choose({ gatewayApi: 'v1.6' }, listed('bundled', 'v1.7.0')))).to.include('gwconf crds fetch');
  });

  it('refuses a cluster of another line', () => {
    expect(() => refuseOtherRelease({ gatewayApi: 'v1.6' }, 'v1.6.3')).not.to.throw();
    expect(() => refuseOtherRelease({}, 'v1.5.1')).not.to.throw();
    expect(() => refuseOtherRelease({ gatewayApi: 'v1.6' }, 'v1.7.0')).to.throw(
      UsageError,
      '--gateway-api v1.6: the cluster has the CRDs of v1.7.0',
    );
  });
});
