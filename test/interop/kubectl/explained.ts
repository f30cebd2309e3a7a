import { fileURLToPath } from 'node:url';
import { expect } from 'chai';
import { execa } from 'execa';
import { renderForKubectl } from '../../../harness/cli/explain/manifests.ts';
import { catalogue } from '../../../suites/index.ts';
import type { Runner } from './run.ts';

const program = fileURLToPath(new URL('../../../bin/gwconf.js', import.meta.url));

/** `gwconf explain SCENARIO --manifests | kubectl apply -f -`. */
export function describeExplained(kubectl: () => Runner): void {
  it('takes what explain prints of every scenario', async function () {
    this.timeout(400_000);
    // The cluster has the definitions of the standard channel.
    const scenarios = catalogue.scenarios.filter(({ needs = [] }) => !needs.includes('experimentalChannel'));
    const texts = await Promise.all(scenarios.map((definition) => renderForKubectl(definition, catalogue, {})));
    const out = await kubectl().ok('apply -f -', { input: texts.join('') });
    expect(out.split('\n').length).to.be.greaterThan(scenarios.length);
  });

  it('serves what explain prints with the base', async function () {
    this.timeout(120_000);
    const args = ['explain', 'HTTPRouteHeaderMatching', '--manifests', '--with-base', '--gateway-class'];
    const { stdout } = await execa(process.execPath, [program, ...args, 'gwconf-reference']);
    await kubectl().ok('apply -f -', { input: stdout });
    await kubectl().ok('wait gateway/shared --namespace=gwconf --for=condition=Programmed --timeout=60s');
    await kubectl().ok(
      'wait httproute --all --namespace=gwconf-httproute-header-matching --timeout=60s ' +
        '--for=jsonpath=\'{.status.parents[0].conditions[?(@.type=="ResolvedRefs")].status}\'=True',
    );
    const pods = 'wait pod --all --namespace=gwconf-httproute-header-matching --for=condition=Ready --timeout=60s';
    expect(await kubectl().ok(pods)).to.match(/condition met/);
  });
}
