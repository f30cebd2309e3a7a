import { expect } from 'chai';
import { compileExpression } from './compile/compile.ts';
import { FUNCTIONS } from './functions/index.ts';

const MANY = `'${'a,'.repeat(9999)}'.split(',')`;
const TOO_MUCH = 'operation cancelled: actual cost limit exceeded';

function run(source: string): unknown {
  return compileExpression(source, {}, FUNCTIONS).run({});
}

describe('expressions that run away', () => {
  for (const [what, source] of [
    ['loops within loops', `${MANY}.all(a, ${MANY}.all(b, a + b != 'x'))`],
    ['loops whose errors an outer loop could swallow', `${MANY}.exists(a, ${MANY}.exists(b, a + b == 'x'))`],
    ['lists of lists', `${MANY}.map(a, ${MANY}).size() > 0`],
    [
      'a text that is put between its own characters',
      `'${'a'.repeat(64)}'${".replace('', 'aaaaaaaaaaaa')".repeat(8)} == ''`,
    ],
    ['a list that grows by each step', `[['a']]${'.map(x, x + x + x + x)'.repeat(30)}.size() == 1`],
  ] as const) {
    it(`are stopped: ${what}`, () => {
      expect(() => run(source)).to.throw(TOO_MUCH);
    });
  }

  it('are refused where operators follow one another without end', () => {
    expect(() => run(`1${' + 1'.repeat(50_000)} == 1`)).to.throw('expression recursion limit exceeded');
  });

  it('leave the next one what it needs', () => {
    expect(() => run(`${MANY}.all(a, ${MANY}.all(b, true))`)).to.throw(TOO_MUCH);
    expect(run(`${MANY}.all(a, a != 'x')`)).to.equal(true);
  });
});
