import { expect } from 'chai';
import { startApiServer } from '../../embedded/apiserver/index.ts';
import { enforceLibrary } from '../../test/policy/enforce.ts';
import { exportPolicy, readPolicy } from './index.ts';

describe('rules as ValidatingAdmissionPolicies', function () {
  this.timeout(60_000);

  it('refuse on the embedded cluster what they refuse offline, and accept the rest', async () => {
    const server = await startApiServer({ crds: [] });
    try {
      const verdicts = await enforceLibrary(server);
      expect(verdicts.filter(({ isSame }) => !isSame)).to.deep.equal([]);
      expect(new Set(verdicts.map(({ rule }) => rule)).size).to.be.at.least(13);
      expect(verdicts.filter(({ expected }) => expected === 'refused').length).to.be.at.least(35);
    } finally {
      await server.stop();
    }
  });

  const explain = (rule: string) =>
    exportPolicy(readPolicy('x.yaml', `policy: x\nrules:\n  - id: r\n    title: t\n${rule}`)).map((one) =>
      'reason' in one ? one.reason : one.objects[0].spec,
    )[0];

  it('tell why a rule cannot be one', () => {
    expect(explain('    for: backend\n    check: backend.port > 0')).to.match(/asked of each backend/);
    expect(explain('    for: route\n    check: route.hostnames.size() > 0')).to.match(/looks at route/);
    expect(explain('    for: object\n    check: "true"')).to.match(/names no kinds/);
    expect(explain('    for: object\n    kinds: [Widget]\n    check: "true"')).to.match(/kind Widget is not known/);
  });

  it('ask what the rule asks, of the kinds that it is for', () => {
    const spec = explain("    for: route\n    when: object.kind != 'UDPRoute'\n    check: has(object.spec.rules)");
    expect(spec).to.have.nested.property(
      'validations[0].expression',
      "(object.kind != 'UDPRoute') ? (has(object.spec.rules)) : true",
    );
    expect(spec)
      .to.have.nested.property('matchConstraints.resourceRules[0].resources')
      .that.deep.equals(['httproutes', 'grpcroutes', 'tlsroutes', 'tcproutes', 'udproutes']);
  });
});
