import { expect } from 'chai';
import { fuzz, startApiTarget } from '../fuzz/fuzz.ts';
import { type FuzzAnswer, findFault } from '../fuzz/judge.ts';
import { createRandom } from '../fuzz/random.ts';
import { makeRequest } from '../fuzz/requests.ts';

describe('random requests', () => {
  it('make no answer of the API server wrong', async () => {
    const { codes, faults } = await fuzz({ target: startApiTarget, seed: 1, count: 1000, concurrency: 8 });
    expect(faults).to.deep.equal([]);
    // Enough of them came through for the others to mean something.
    for (const code of ['200', '201', '400', '401', '403', '404', '409', '422']) {
      expect(codes[code], `answers with ${code}`).to.be.greaterThan(10);
    }
  }).timeout(120_000);

  it('are the same for the same seed', () => {
    const draw = (seed: number) => {
      const random = createRandom(seed);
      return Array.from({ length: 50 }, () => makeRequest(random, 'token'));
    };
    expect(draw(5)).to.deep.equal(draw(5));
    expect(draw(5)).not.to.deep.equal(draw(6));
  });

  const request = { method: 'GET', path: '/', headers: {}, body: undefined };
  const json = (code: number, value: object): FuzzAnswer => ({
    code,
    type: 'application/json',
    text: JSON.stringify(value),
  });
  const status = { kind: 'Status', status: 'Failure', message: 'no', code: 404 };
  const faulty: [string, FuzzAnswer][] = [
    ['a mistake of the server', json(500, { ...status, code: 500, reason: 'InternalError' })],
    ['a failure without a Status', json(404, {})],
    ['a Status of another code', json(404, { ...status, code: 403 })],
    ['a failure as text', { code: 404, type: 'text/plain', text: 'not found' }],
    ['JSON that is none', { code: 200, type: 'application/json', text: '{' }],
  ];
  for (const [what, answer] of faulty) {
    it(`are judged: ${what} is a fault`, () => {
      expect(findFault(request, answer)).to.be.a('string');
      expect(findFault(request, json(404, status))).to.equal(undefined);
    });
  }
});
