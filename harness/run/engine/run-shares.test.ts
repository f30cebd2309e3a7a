import { expect } from 'chai';
import { distribution, http, type ScenarioDefinition } from '../../scenario/define.ts';
import { createNames } from '../names/index.ts';
import { echoBy, type FakeGatewayOptions, status } from './fake-gateway.test.ts';
import { define, run } from './fake-run.test.ts';

/** Paths that are shared evenly by two pods; all else is answered by the first one. */
function shareEvenly(...paths: string[]): NonNullable<FakeGatewayOptions['answer']> {
  const base = createNames('seed', false).baseNamespace;
  const counts = new Map<string, number>();
  return (request) => {
    const count = (counts.get(request.path) ?? 0) + 1;
    counts.set(request.path, count);
    return echoBy(paths.includes(request.path) && count % 2 === 0 ? 'pod-2' : 'pod-1', base, request);
  };
}

const even = (path: string) =>
  distribution({ name: `shares of ${path}`, send: { path }, weights: { v1: 1, v2: 1 }, tolerance: 0.1 });

function defineShares(backend = 'v1'): ScenarioDefinition {
  const row = http([{ name: 'one backend', send: { path: '/one' }, expect: { backend } }]);
  return define('Shares', { steps: [row, even('/a'), even('/b')] });
}

describe('a run with shares', () => {
  it('tries rows and counts the shares of several routes at the same time', async () => {
    const { result, sent } = await run([defineShares()], {}, { answer: shareEvenly('/a', '/b') });
    const rows = result.scenarios[0]?.rows ?? [];
    expect(rows.map(({ name, outcome }) => [name, outcome])).to.deep.equal([
      ['one backend', 'passed'],
      ['shares of /a', 'passed'],
      ['shares of /b', 'passed'],
    ]);
    const paths = sent.map((line) => line.slice(line.indexOf('/')));
    const counted = paths.slice(paths.lastIndexOf('/one') + 1);
    const meanwhile = counted.slice(0, counted.lastIndexOf('/a')).filter((path) => path === '/b');
    expect(meanwhile).to.have.length.above(100);
    // Those in flight when the test is decided count no more.
    const sentThere = counted.filter((path) => path === '/a').length;
    expect(rows[1]?.distribution?.requests).to.be.within(sentThere - 16, sentThere);
  });

  it('lets those that have more ahead send before what is only counted', async () => {
    const share = shareEvenly('/a', '/b');
    const urgencies = { '/one': new Set<number>(), '/a': new Set<number>() };
    const answer: typeof share = (request, options, remote, now) => {
      if (request.path === '/one' || request.path === '/a') urgencies[request.path].add(options.urgency ?? 0);
      return share(request, options, remote, now);
    };
    await run([defineShares()], {}, { answer });
    const [tried, counted, ...more] = urgencies['/a'];
    expect([...urgencies['/one'], more]).to.deep.equal([tried, []]);
    expect(counted).to.equal(1);
    expect(tried).to.be.above(1);
  });

  it('tells each share apart', async () => {
    const { result } = await run([defineShares()], {}, { answer: shareEvenly('/b') });
    expect(result.scenarios[0]?.rows.map(({ outcome }) => outcome)).to.deep.equal(['passed', 'failed', 'passed']);
    expect(result.scenarios[0]?.rows[1]?.message).to.contain('v1');
  });

  it('counts nothing where a row beside does not hold', async () => {
    const { result, sent } = await run([defineShares('v2')], {}, { answer: shareEvenly('/a', '/b') });
    expect(result.scenarios[0]?.rows.map(({ outcome }) => outcome)).to.deep.equal(['failed', 'skipped', 'skipped']);
    expect(result.scenarios[0]?.rows[1]?.message).to.match(/'one backend' failed|another row was given up/);
    expect(sent.filter((line) => line.endsWith('/a')).length).to.be.lessThan(200);
  });

  it('does not begin to count where what is to be shared is not served', async () => {
    const share = shareEvenly('/a', '/b');
    const answer: typeof share = (request, ...rest) => (request.path === '/a' ? status(404) : share(request, ...rest));
    const { result } = await run([defineShares()], {}, { answer });
    const [, first] = result.scenarios[0]?.rows ?? [];
    expect(first?.outcome).to.equal('failed');
    expect(first?.message).to.match(/^backend: expected v1 or v2, got status 404/);
    expect(first?.distribution).to.equal(undefined);
  });
});
