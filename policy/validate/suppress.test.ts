import { expect } from 'chai';
import { type ConfiguredSuppression, validate } from './index.ts';

const route = (comment: { head?: string; before?: string; behind?: string }) => `${comment.head ?? ''}
apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata: {name: r, namespace: shop}
spec:
  parentRefs: [{name: edge}]
  rules:
  - backendRefs:
    - name: a
      port: 80
${comment.before ?? ''}
      weight: 0 ${comment.behind ?? ''}
  ${comment.before ?? ''}
  - backendRefs: [{name: a, port: 80, weight: 0}]
    matches: [{method: GET}]
`;

function judge(text: string, suppressions: ConfiguredSuppression[] = []) {
  const { findings, suppressed } = validate([{ name: 'a.yaml', text }], { suppressions });
  return {
    findings: findings.map(({ rule, line, message }) => `${line} ${rule}: ${message}`.slice(0, 60)),
    reasons: suppressed.map(({ rule, line, reason }) => `${line} ${rule}: ${reason}`),
  };
}

const configured: ConfiguredSuppression = {
  rule: 'backend-weightless',
  reason: 'why',
  source: 'gwconf.yaml',
  line: 3,
  column: 5,
};

describe('suppressions', () => {
  it('may stand before a line, for that line alone', () => {
    const text = route({ before: '  # gwconf:ignore backend-weightless: it is to be so' });
    const { findings, reasons } = judge(text);
    expect(reasons).to.deep.equal(['14 backend-weightless: it is to be so']);
    expect(findings).to.deep.equal(
      [
        '8 backend-weightless: all backends of this rule have weight 0, ',
        '11 suppression-unused: there is no finding of backend-weightless to suppress',
      ].map((each) => each.slice(0, 60)),
    );
  });

  it('may stand before the first field, for the whole document', () => {
    const text = `${route({ head: '# gwconf:ignore backend-weightless: shut down' })}---\n${route({})}`;
    const { findings, reasons } = judge(text);
    expect(reasons.map((each) => each.split(' ')[0])).to.deep.equal(['8', '14']);
    expect(findings.filter((each) => each.includes('backend-weightless'))).to.have.length(2);
  });

  it('may stand behind a field', () => {
    const text = route({}).replace('- backendRefs:\n', '- backendRefs: # gwconf:ignore backend-weightless: x\n');
    expect(judge(text).reasons).to.deep.equal(['8 backend-weightless: x']);
  });

  it('need a rule that there is, and a reason', () => {
    expect(judge(route({ behind: '# gwconf:ignore backend-weightles: x' })).findings[1]).to.contain(
      'suppression-invalid',
    );
    expect(judge(route({ head: '# gwconf:ignore backend-weightless' })).findings[0]).to.contain('suppression-invalid');
    expect(judge(route({ head: '# gwconf:ignore backend-weightless:' })).findings[0]).to.contain('suppression-invalid');
    expect(judge(route({ head: '# gwconf:ignore' })).findings[0]).to.contain('suppression-invalid');
  });

  it('are not called unused where their rule was not asked', () => {
    const text = route({ head: '# gwconf:ignore grant-wide: it is public' });
    const rulesBy = (part: 'schema' | 'meaning') =>
      validate([{ name: 'a.yaml', text }], { only: new Set([part]) }).findings.map(({ rule }) => rule);
    expect(rulesBy('schema')).to.deep.equal([]);
    expect(rulesBy('meaning')).to.include('suppression-unused');
  });

  it('may stand in the configuration, for an object or for files', () => {
    expect(judge(route({}), [configured])).to.deep.equal({
      findings: [],
      reasons: ['8 backend-weightless: why', '14 backend-weightless: why'],
    });
    const other = judge(route({}), [{ ...configured, object: 'HTTPRoute shop/other' }]);
    expect(other.findings).to.have.length(3);
    expect(other.findings[2]).to.match(/^3 suppression-unused/);
    expect(judge(route({}), [{ ...configured, matchesSource: (name) => name === 'b.yaml' }]).reasons).to.deep.equal([]);
  });
});
