import { admission, type ScenarioDefinition, scenario } from '../../../harness/scenario/define.ts';
import type { KubeObject } from '../../../harness/scenario/kubernetes.ts';
import type { AdmissionStep } from '../../../harness/scenario/steps.ts';

const GROUP = 'gateway.networking.k8s.io';
const POLICY = GROUP.replaceAll('.', '\\.').replace(/^/, 'safe-upgrades\\.');

interface Origin {
  release?: string;
  channel?: string;
}

function annotate({ release, channel }: Origin): Record<string, string> {
  return {
    ...(release === undefined ? {} : { [`${GROUP}/bundle-version`]: release }),
    ...(channel === undefined ? {} : { [`${GROUP}/channel`]: channel }),
  };
}

/** A definition that no cluster has, and that is only tried. */
function crd(group: string, origin: Origin): KubeObject {
  const names = { plural: 'gwconftrieds', singular: 'gwconftried', kind: 'GwconfTried', listKind: 'GwconfTriedList' };
  const schema = { openAPIV3Schema: { type: 'object' } };
  return {
    apiVersion: 'apiextensions.k8s.io/v1',
    kind: 'CustomResourceDefinition',
    metadata: {
      name: `${names.plural}.${group}`,
      // The group is Kubernetes' own: https://github.com/kubernetes/enhancements/pull/1111
      annotations: { 'api-approved.kubernetes.io': 'unapproved, only tried', ...annotate(origin) },
    },
    spec: { group, names, scope: 'Namespaced', versions: [{ name: 'v1', served: true, storage: true, schema }] },
  };
}

/** A change of the definition of Gateways, which every cluster under test has. */
function change(origin: Origin): KubeObject {
  return {
    apiVersion: 'apiextensions.k8s.io/v1',
    kind: 'CustomResourceDefinition',
    metadata: { name: `gateways.${GROUP}`, annotations: annotate(origin) },
  };
}

const refused = { refused: { message: POLICY } };
const by = (way: 'create' | 'merge', step: AdmissionStep): AdmissionStep => ({ ...step, by: way });

// Releases of which every such policy is sure: it came with v1.5, and guards against what is older than itself.
const OLD = ['v1.0.0', 'v1.4.1', 'v0.8.1'];
const LATER = 'v1.99.0';
const standard = { channel: 'standard' };

const common = { features: ['Policy'], since: 'v1.6', level: 'spec', backends: {}, gateways: [] } as const;

export const upgradeScenarios: readonly ScenarioDefinition[] = [
  scenario({
    ...common,
    id: 'AdmissionSafeUpgrades',
    title: 'CRDs of a release before the policy that guards upgrades are refused, and all others left alone',
    requirements: ['policy.upgrades.release'],
    needs: ['safeUpgrades'],
    steps: [
      ...OLD.flatMap((release) => [
        by('create', admission(`a new CRD of ${release}`, [crd(GROUP, { release, ...standard })], refused)),
        by('merge', admission(`${release} in place of what is there`, [change({ release })], refused)),
      ]),
      by('create', admission('a new CRD that tells no release', [crd(GROUP, standard)], refused)),
      by(
        'create',
        admission('a new CRD of a later release', [crd(GROUP, { release: LATER, ...standard })], 'accepted'),
      ),
      by('merge', admission('a later release of what is there', [change({ release: LATER })], 'accepted')),
      by('create', admission('a CRD of another group', [crd('tried.gwconf.dev', { release: 'v1.0.0' })], 'accepted')),
    ],
  }),
  scenario({
    ...common,
    id: 'AdmissionSafeUpgradesChannel',
    title: 'Experimental CRDs are refused in place of standard ones, and accepted where there are none',
    requirements: ['policy.upgrades.channel'],
    needs: ['safeUpgrades', 'standardChannel'],
    steps: [
      by('merge', admission('experimental in place of standard', [change({ channel: 'experimental' })], refused)),
      by('merge', admission('of a later release, too', [change({ channel: 'experimental', release: LATER })], refused)),
      by('merge', admission('standard in place of standard', [change({ ...standard, release: LATER })], 'accepted')),
      by(
        'create',
        admission('a new experimental CRD', [crd(GROUP, { channel: 'experimental', release: LATER })], 'accepted'),
      ),
    ],
  }),
];
