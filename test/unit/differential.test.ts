import { expect } from 'chai';
import { KNOWN_DIFFERENCES } from '../differential/known-differences.ts';
import { describeReplay } from '../differential/replay.ts';
import { GROUPS } from '../differential/requests/index.ts';
import { judgeDifferences } from '../differential/run/known.ts';
import { readRecording } from '../differential/run/recordings.ts';
import { listSetups } from '../differential/run/setups.ts';

describe('the comparison with a real kube-apiserver', () => {
  const difference = { group: 'g', step: 'a', path: 'body.message', real: 1, ours: 2 };
  const known = [{ group: 'g', steps: ['a', 'b'], paths: ['body.message'], what: '', why: '' }];

  it('knows the differences that are listed, and no others', () => {
    const found = [difference, { ...difference, step: 'b' }, { ...difference, path: 'code' }];
    expect(judgeDifferences(found, known, ['g'])).to.deep.equal({ unknown: [found[2]], gone: [] });
  });

  it('tells a known difference that there is no more, where its group was compared', () => {
    expect(judgeDifferences([difference], known, ['g'])).to.deep.equal({ unknown: [], gone: ['g b body.message'] });
    expect(judgeDifferences([], known, ['other'])).to.deep.equal({ unknown: [], gone: [] });
  });

  it('lists known differences of requests that there are', () => {
    for (const { group, steps, what, why } of KNOWN_DIFFERENCES) {
      const ids = GROUPS.find(({ name }) => name === group)?.steps.flatMap((step) => ('id' in step ? [step.id] : []));
      expect(ids, group).to.include.members([...steps]);
      expect([what, why], group).not.to.include('');
    }
  });

  it('has an answer to each request, once', async () => {
    for (const { name, steps } of GROUPS) {
      const ids = steps.flatMap((step) => ('id' in step ? [step.id] : []));
      const { outcomes } = await readRecording(name);
      expect(Object.keys(outcomes), name).to.deep.equal(ids);
    }
  });

  it('refuses a group that there is not, naming the nearest', () => {
    expect(() => listSetups(['standard-httproute'])).to.throw(
      "there is no group 'standard-httproute'; did you mean standard-httproutes",
    );
    expect(() => listSetups(['nope'])).to.throw("there is no group 'nope'; the groups are objects, patches");
  });
});

describeReplay('plain');
