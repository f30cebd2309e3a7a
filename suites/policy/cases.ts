import type { Version } from '../../harness/scenario/define.ts';
import type { KubeObject } from '../../harness/scenario/kubernetes.ts';
import { unpackValue } from './pack.ts';

export type PathPart = string | number;

/** An object that a rule of a CRD refuses: an example with one value changed. */
export interface AdmissionCase {
  kind: string;
  versions: string[];
  /** Release lines whose CRDs have the rule. */
  releases: Version[];
  /** Of the schema: `spec.rules[].name maxLength`. */
  rule: string;
  /** Index of the example. */
  spec: number;
  /** Of the value, below spec. */
  path: PathPart[];
  /** What it becomes; missing where it is taken out. */
  value?: unknown;
  /** That the refusal must name. */
  field: string;
  /** Part of what the refusal must say. */
  message: string;
  /** Another rule refuses before this one is asked, so that nothing else can be seen of it. */
  shadowed?: true;
}

export interface Examples {
  kind: string;
  version: string;
  isOfCluster?: true;
  specs: readonly object[];
}

/** The name of objects that are only tried. */
const TRIED = 'tried';

export function makeExample(
  { kind, version, specs, isOfCluster }: Examples,
  index: number,
  namespace = 'default',
): KubeObject {
  return {
    apiVersion: `gateway.networking.k8s.io/${version}`,
    kind,
    metadata: { name: TRIED, ...(isOfCluster ? {} : { namespace }) },
    spec: specs[index],
  };
}

/** The example with the value changed, which may be packed. */
export function makeRefused(
  examples: Examples,
  { spec, path, value }: Pick<AdmissionCase, 'spec' | 'path' | 'value'>,
  namespace?: string,
): KubeObject {
  const made = makeExample(examples, spec, namespace);
  return { ...made, spec: change(made.spec, path, unpackValue(value)) };
}

function change(target: unknown, [part, ...rest]: readonly PathPart[], value: unknown): unknown {
  if (part === undefined) return value;
  if (Array.isArray(target)) return target.map((item, index) => (index === part ? change(item, rest, value) : item));
  const { [part]: old, ...others } = (target ?? {}) as Record<PathPart, unknown>;
  const next = change(old, rest, value);
  return next === undefined ? others : { ...others, [part]: next };
}
