import { readdir } from 'node:fs/promises';
import { expect } from 'chai';
import type { ScenarioDefinition } from '../harness/scenario/define.ts';
import { catalogue } from './index.ts';

/**
 * The official suite's tests of v1.7.0 for Gateways whose features are core in GATEWAY-HTTP, with these features.
 * https://github.com/kubernetes-sigs/gateway-api/tree/v1.7.0/conformance/tests
 */
const OFFICIAL: Readonly<Record<string, readonly string[]>> = {
  GatewayClassObservedGenerationBump: ['Gateway'],
  GatewayInvalidRouteKind: ['Gateway'],
  GatewayInvalidTLSConfiguration: ['Gateway'],
  GatewayListenerUnsupportedProtocol: ['Gateway'],
  GatewayModifyListeners: ['Gateway'],
  GatewayNameMaximumLength: ['Gateway'],
  GatewayObservedGenerationBump: ['Gateway'],
  GatewayPreserveForeignConditions: ['Gateway'],
  GatewaySecretInvalidReferenceGrant: ['Gateway', 'ReferenceGrant'],
  GatewaySecretMissingReferenceGrant: ['Gateway', 'ReferenceGrant'],
  GatewaySecretReferenceGrantAllInNamespace: ['Gateway', 'ReferenceGrant'],
  GatewaySecretReferenceGrantSpecific: ['Gateway', 'ReferenceGrant'],
  GatewayWithAttachedRoutes: ['Gateway', 'HTTPRoute'],
  HTTPRouteCrossNamespace: ['Gateway', 'HTTPRoute'],
  HTTPRouteExactPathMatching: ['Gateway', 'HTTPRoute'],
  HTTPRouteHTTPSListener: ['Gateway', 'HTTPRoute'],
  HTTPRouteHeaderMatching: ['Gateway', 'HTTPRoute'],
  HTTPRouteHostnameIntersection: ['Gateway', 'HTTPRoute'],
  HTTPRouteInvalidBackendRefUnknownKind: ['Gateway', 'HTTPRoute'],
  HTTPRouteInvalidCrossNamespaceBackendRef: ['Gateway', 'HTTPRoute', 'ReferenceGrant'],
  HTTPRouteInvalidCrossNamespaceParentRef: ['Gateway', 'HTTPRoute'],
  HTTPRouteInvalidNonExistentBackendRef: ['Gateway', 'HTTPRoute'],
  HTTPRouteInvalidParentRefNotMatchingSectionName: ['Gateway', 'HTTPRoute'],
  HTTPRouteInvalidReferenceGrant: ['Gateway', 'HTTPRoute', 'ReferenceGrant'],
  HTTPRouteListenerHostnameMatching: ['Gateway', 'HTTPRoute'],
  HTTPRouteMatching: ['Gateway', 'HTTPRoute'],
  HTTPRouteMatchingAcrossRoutes: ['Gateway', 'HTTPRoute'],
  HTTPRouteMultipleGateways: ['Gateway', 'HTTPRoute'],
  HTTPRouteNoBackendRefs: ['Gateway', 'HTTPRoute'],
  HTTPRouteObservedGenerationBump: ['Gateway', 'HTTPRoute'],
  HTTPRoutePartiallyInvalidViaInvalidReferenceGrant: ['Gateway', 'HTTPRoute', 'ReferenceGrant'],
  HTTPRoutePathMatchOrder: ['Gateway', 'HTTPRoute'],
  HTTPRoutePreserveForeignStatus: ['Gateway', 'HTTPRoute'],
  HTTPRouteRedirectHostAndStatus: ['Gateway', 'HTTPRoute'],
  HTTPRouteReferenceGrant: ['Gateway', 'HTTPRoute', 'ReferenceGrant'],
  HTTPRouteRequestHeaderModifier: ['Gateway', 'HTTPRoute'],
  HTTPRouteRuleOrder: ['Gateway', 'HTTPRoute'],
  HTTPRouteServiceTypes: ['Gateway', 'HTTPRoute'],
  HTTPRouteSimpleSameNamespace: ['Gateway', 'HTTPRoute'],
  HTTPRouteWeight: ['Gateway', 'HTTPRoute'],
};
const PROVISIONAL = ['GatewayPreserveForeignConditions', 'HTTPRoutePreserveForeignStatus'];
const NEW_IN_V1_7 = [
  'GatewayNameMaximumLength',
  'GatewayPreserveForeignConditions',
  'HTTPRoutePreserveForeignStatus',
  'HTTPRouteRuleOrder',
];

describe('the catalogue of scenarios', () => {
  const { scenarios } = catalogue;
  const core = scenarios.filter(({ id }) => id in OFFICIAL);

  it('has every official core test of Gateways by its name, with its features', () => {
    const features = Object.fromEntries(core.map((scenario) => [scenario.id, [...scenario.features].sort()]));
    expect(features).to.deep.equal(OFFICIAL);
  });

  it('has each id once', () => {
    expect(new Set(scenarios.map(({ id }) => id)).size).to.equal(scenarios.length);
  });

  it('marks as provisional what is', () => {
    expect(core.filter(({ provisional }) => provisional).map(({ id }) => id)).to.have.members(PROVISIONAL);
  });

  it('dates the newest ones', () => {
    expect(core.filter(({ since }) => since === 'v1.7').map(({ id }) => id)).to.have.members(NEW_IN_V1_7);
  });

  it('names the files of single scenarios after their ids, with the resource as the folder', async () => {
    const folder = new URL('./scenarios/', import.meta.url);
    const files = (await readdir(folder, { recursive: true })).map((file) => file.replaceAll('\\', '/'));
    const modules = files.filter((file) => file.includes('/') && file.endsWith('.ts') && !file.endsWith('.test.ts'));
    for (const file of modules) {
      const { default: made }: { default: ScenarioDefinition | ScenarioDefinition[] } = await import(
        new URL(file, folder).href
      );
      if (Array.isArray(made)) continue;
      expect(file.replace(/\.ts$/, '').replace(/[-/]/g, '')).to.equal(made.id.toLowerCase());
    }
    expect(modules).to.have.length.above(0);
  });
});

describe('the catalogue of requirements', () => {
  const { requirements, scenarios } = catalogue;
  const ids = requirements.map(({ id }) => id);

  it('has each id once, dotted and in lower case', () => {
    expect(new Set(ids).size).to.equal(ids.length);
    for (const id of ids) expect(id).to.match(/^[a-z]+(\.[a-z0-9-]+)+$/);
  });

  it('gives each a sentence and a clause of a released version', () => {
    const clause =
      /^https:\/\/(github\.com\/kubernetes-sigs\/gateway-api\/blob\/v\d+\.\d+\.\d+\/.+#L\d+-L\d+|gateway-api\.sigs\.k8s\.io\/.*\d+\.\d+.*)$/;
    for (const { text, source } of requirements) {
      expect(text).to.match(/^[A-Za-z].*\.$/);
      expect(source).to.match(clause);
    }
  });

  it('is what scenarios refer to', () => {
    for (const scenario of scenarios) expect(ids, scenario.id).to.include.members([...scenario.requirements]);
  });

  it('has none that no scenario proves', () => {
    const used = new Set(scenarios.flatMap((scenario) => scenario.requirements));
    expect(ids.filter((id) => !used.has(id))).to.deep.equal([]);
  });
});
