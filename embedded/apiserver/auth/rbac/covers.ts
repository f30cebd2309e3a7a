import { urlCovers } from './match.ts';
import type { FullRule, PolicyRule } from './types.ts';

/** The smallest part of a rule: one verb on one resource (or one object of it), or on one path. */
type Atom = { verb: string; group: string; resource: string; name: string | undefined } | { verb: string; url: string };

/** What `wanted` grants and no single rule of `held` does, as rules with the verbs of a resource together. */
export function findMissing(held: readonly FullRule[], wanted: readonly FullRule[]): PolicyRule[] {
  const atoms = wanted.flatMap(breakDown);
  return join(atoms.filter((atom) => !held.some((rule) => covers(rule, atom))));
}

function breakDown({ verbs, apiGroups, resources, resourceNames, nonResourceURLs }: FullRule): Atom[] {
  const names = resourceNames.length > 0 ? resourceNames : [undefined];
  const onResources = apiGroups.flatMap((group) =>
    resources.flatMap((resource) => verbs.flatMap((verb) => names.map((name) => ({ verb, group, resource, name })))),
  );
  return [...onResources, ...nonResourceURLs.flatMap((url) => verbs.map((verb) => ({ verb, url })))];
}

function covers(rule: FullRule, atom: Atom): boolean {
  if (!hasOrAll(rule.verbs, atom.verb)) return false;
  if ('url' in atom) return rule.nonResourceURLs.some((url) => urlCovers(url, atom.url));
  const { resources, resourceNames } = rule;
  const [, subresource] = atom.resource.split(/\/(.*)/s);
  return (
    hasOrAll(rule.apiGroups, atom.group) &&
    (hasOrAll(resources, atom.resource) || (subresource !== undefined && resources.includes(`*/${subresource}`))) &&
    (resourceNames.length === 0 || (atom.name !== undefined && resourceNames.includes(atom.name)))
  );
}

function hasOrAll(values: readonly string[], wanted: string): boolean {
  return values.includes('*') || values.includes(wanted);
}

function join(atoms: readonly Atom[]): PolicyRule[] {
  const byPlace = new Map<string, PolicyRule & { verbs: string[] }>();
  for (const atom of atoms) {
    const place = toPlace(atom);
    // Paths stand alone, as a real server lists them.
    const key = JSON.stringify('url' in atom ? [place, atom.verb] : place);
    const rule = byPlace.get(key) ?? { ...place, verbs: [] };
    if (!rule.verbs.includes(atom.verb)) rule.verbs.push(atom.verb);
    byPlace.set(key, rule);
  }
  return [...byPlace.values()];
}

function toPlace(atom: Atom): Omit<PolicyRule, 'verbs'> {
  if ('url' in atom) return { nonResourceURLs: [atom.url] };
  const { group, resource, name } = atom;
  return { apiGroups: [group], resources: [resource], ...(name !== undefined && { resourceNames: [name] }) };
}

/** `{APIGroups:["apps"], Resources:["deployments"], Verbs:["get" "list"]}`, as a real server writes rules in messages. */
export function printRule({ apiGroups, resources, nonResourceURLs, resourceNames, verbs }: PolicyRule): string {
  const fields = { APIGroups: apiGroups, Resources: resources, NonResourceURLs: nonResourceURLs };
  const all = Object.entries({ ...fields, ResourceNames: resourceNames, Verbs: verbs });
  const given = all.flatMap(([name, values = []]) => (values.length > 0 ? [`${name}:${printList(values)}`] : []));
  return `{${given.join(', ')}}`;
}

export function printList(values: readonly string[]): string {
  return `[${values.map((value) => JSON.stringify(value)).join(' ')}]`;
}
