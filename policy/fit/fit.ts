import { groupBy, list } from '../rules/group.ts';
import type { Problem, RuleFacts } from '../rules/types.ts';
import type { World } from '../rules/world/world.ts';
import { type Claims, publishedClaims } from './published.ts';
import { findUses } from './usage.ts';

const topic = 'Fit to an implementation';
const reports = 'https://github.com/kubernetes-sigs/gateway-api/tree/main/conformance/reports';

/** Asked with `--for` only. */
export const fitRules = {
  unsupported: {
    id: 'feature-unsupported',
    topic,
    level: 'warning',
    title: 'An implementation does not support a feature that is used',
    clause: reports,
    explanation:
      'Its published conformance report names the feature among those that it does not support, or has no profile that the kind belongs to. Asked with --for IMPLEMENTATION[@VERSION] only.',
    fix: 'Do without the feature, or choose a version or implementation that has it.',
  },
  untold: {
    id: 'feature-untold',
    topic,
    level: 'info',
    title: 'The report of an implementation says nothing of a feature that is used',
    clause: reports,
    explanation:
      'The report is older than the feature, or does not name it. Asked with --for IMPLEMENTATION[@VERSION] only.',
    fix: 'Ask the documentation of the implementation, or test it: gwconf run --supported-features.',
  },
} as const satisfies Readonly<Record<string, RuleFacts>>;

/** Features that come with a profile. */
const byProfile: Readonly<Record<string, readonly string[]>> = {
  'GATEWAY-GRPC': ['GRPCRoute'],
  'GATEWAY-TLS': ['TLSRoute'],
  'GATEWAY-TCP': ['TCPRoute'],
  'GATEWAY-UDP': ['UDPRoute'],
  'MESH-HTTP': ['Mesh'],
  'MESH-GRPC': ['Mesh'],
};

type Support = 'yes' | 'no' | 'untold';

function supportOf(feature: string, { profiles, supported, unsupported }: Claims): Support {
  if (supported.includes(feature)) return 'yes';
  const owners = Object.keys(byProfile).filter((profile) => byProfile[profile]?.includes(feature));
  if (owners.some((profile) => profiles.includes(profile))) return 'yes';
  if (unsupported.includes(feature)) return 'no';
  // Who supports a kind tests its profile.
  return owners.length > 0 ? 'no' : 'untold';
}

/** What is found, and by which of the two rules. */
export interface Unfit extends Problem {
  rule: RuleFacts;
}

/** Features that are used and that an implementation does not claim; each once, at its first place. */
export function findUnfit(world: World, claims: Claims): Unfit[] {
  const who = `${claims.project} ${claims.version}`;
  return [...groupBy(findUses(world), ({ feature }) => feature)].flatMap(([feature, uses]): Unfit[] => {
    const support = supportOf(feature, claims);
    const [first, ...others] = uses.filter(({ object }) => object.index !== undefined);
    if (support === 'yes' || !first) return [];
    const more = others.length > 0 ? `, here and at ${others.length} other places` : '';
    const { object, path } = first;
    if (support === 'untold') {
      return [
        {
          rule: fitRules.untold,
          object,
          path,
          message: `the report of ${who} says nothing of ${feature}, which is used${more}`,
        },
      ];
    }
    const able = listAble(feature, claims.project);
    const hint = able.length > 0 ? `; ${list(able, 3)} do` : '';
    return [
      {
        rule: fitRules.unsupported,
        object,
        path,
        message: `${who} does not support ${feature}, which is used${more}${hint}`,
      },
    ];
  });
}

/** Other implementations whose newest report claims a feature. */
function listAble(feature: string, project: string): string[] {
  const newest = new Map(publishedClaims.map((claims) => [claims.project, claims]));
  return [...newest.values()]
    .filter((claims) => claims.project !== project && supportOf(feature, claims) === 'yes')
    .map((claims) => `${claims.project} ${claims.version}`)
    .sort();
}
