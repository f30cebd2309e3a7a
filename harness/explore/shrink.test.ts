import { expect } from 'chai';
import { arbitraryPlan, defaultLimits, type Plan } from '../../policy/generate/index.ts';
import { samplePlans, shrink } from './shrink.ts';
import { listSimplifiers } from './simplify.ts';

const arbitrary = arbitraryPlan(defaultLimits);

describe('making a case smaller', () => {
  it('ends at the smallest plan that still shows the difference', async () => {
    // The difference: some rule has an exact path.
    const shows = (plan: Plan) =>
      plan.routes.some(({ rules }) => rules.some(({ matches }) => matches.some(({ exact }) => exact)));
    const start = samplePlans(arbitrary, 3, 50).find(
      (plan) => shows(plan) && plan.changes.length > 1 && plan.routes.length > 1,
    );
    if (!start) throw new Error('no plan of the sample shows it');
    const { plan, attempts } = await shrink(start, true, {
      simplifiers: listSimplifiers(arbitrary),
      attempt: async (each) => (shows(each) ? true : undefined),
      atOnce: 4,
      inTime: () => true,
    });
    expect(attempts).to.be.greaterThan(0);
    expect(plan.changes).to.deep.equal([]);
    expect(plan.grants).to.deep.equal([]);
    expect(plan.routes).to.have.length(1);
    expect(plan.routes[0]?.rules).to.have.length(1);
    expect(plan.routes[0]?.rules[0]).to.deep.include({ filter: 0, backends: [] });
    expect(plan.routes[0]?.rules[0]?.matches).to.deep.equal([
      { path: 0, exact: true, headers: [], method: 0, query: [] },
    ]);
  });

  it('keeps what it has when time is up', async () => {
    const [start] = samplePlans(arbitrary, 1, 1);
    if (!start) throw new Error('the sample is empty');
    const options = {
      simplifiers: listSimplifiers(arbitrary),
      attempt: async () => true,
      atOnce: 1,
      inTime: () => false,
    };
    expect(await shrink(start, true, options)).to.deep.equal({ plan: start, result: true, attempts: 0 });
  });

  it('can be done by fast-check, too, to every plan that is generated', () => {
    for (const plan of samplePlans(arbitrary, 5, 50)) expect(arbitrary.canShrinkWithoutContext(plan)).to.equal(true);
  });
});
