import { clause } from '../clause.ts';
import { list } from '../group.ts';
import type { Problem, Rule } from '../types.ts';
import { gatewayGroup, nameOf } from '../world/identify.ts';
import { type GrantableReference, referencesOf } from '../world/references.ts';
import { type Grant, routeKinds } from '../world/types.ts';
import type { World } from '../world/world.ts';

const topic = 'References across namespaces';

function crosses({ from, to }: GrantableReference): boolean {
  return from.namespace !== to.namespace;
}

/** Grants of the namespace that a reference leads to. */
function grantsIn(world: World, namespace: string): readonly Grant[] {
  return world.grants.filter(({ object }) => object.namespace === namespace);
}

function missesOf({ from, to }: GrantableReference, grant: Grant): string[] {
  const misses: string[] = [];
  const inFrom = grant.from.filter(
    ({ group, kind, namespace }) => group === from.group && kind === from.kind && namespace === from.namespace,
  );
  if (inFrom.length === 0) {
    const sameNamespace = grant.from.some(({ namespace }) => namespace === from.namespace);
    const which = grant.from.map(
      ({ group, kind, namespace }) => `${kind}${group === '' ? '' : `.${group}`} of ${namespace}`,
    );
    misses.push(
      `it trusts ${list(which)}, not ${sameNamespace ? `${from.kind}.${from.group}` : `${from.kind} of ${from.namespace}`}`,
    );
  }
  const inTo = grant.to.filter(
    ({ group, kind, name }) => group === to.group && kind === to.kind && (name ?? to.name) === to.name,
  );
  if (inTo.length === 0) {
    const which = grant.to.map(({ kind, name }) => (name === undefined ? `every ${kind}` : `${kind} ${name}`));
    misses.push(`it opens ${list(which)}, not ${to.kind} ${to.name}`);
  }
  return misses;
}

const coreFrom: readonly string[] = ['Gateway', 'ListenerSet', ...routeKinds];
const coreTo: readonly string[] = ['Service', 'Secret', 'ConfigMap'];

export const grantRules: readonly Rule[] = [
  {
    id: 'grant-missing',
    topic,
    level: 'error',
    title: 'A reference to another namespace has no ReferenceGrant',
    clause: clause('referencegrant', 34, 41),
    explanation:
      "A reference to an object of another namespace is followed only where a ReferenceGrant of that namespace trusts the kind and namespace that refer, and opens the object. Else its condition says RefNotPermitted, and the requests get 500 or the listener no certificate. In files that do not hold the whole world it is a warning where they hold the other namespace's grants or the object itself, and else not told: the grant may be kept there.",
    fix: 'Add a ReferenceGrant to the namespace that is referred to, whose from has the group, kind and namespace of the object that refers.',
    *check(world) {
      for (const reference of referencesOf(world)) {
        if (!crosses(reference)) continue;
        const { from, to } = reference;
        const grants = grantsIn(world, to.namespace);
        const misses = grants.map((grant) => ({ grant, misses: missesOf(reference, grant) }));
        if (misses.some((each) => each.misses.length === 0)) continue;
        const isKnown = grants.length > 0 || world.find(to).length > 0;
        if (!world.options.closed && !isKnown) continue;
        const near = misses.filter((each) => each.misses.length === 1).slice(0, 3);
        const because = near[0] ? `: ${nameOf(near[0].grant.object)} misses it, since ${near[0].misses[0]}` : '';
        yield {
          object: from,
          path: `${to.path}.namespace`,
          message: `no ReferenceGrant of ${to.namespace} lets ${from.kind}s of ${from.namespace} refer to ${to.kind} ${to.name}${because}`,
          ...(world.options.closed && from.namespaceIsSure ? {} : { level: 'warning' }),
          related: near.map(({ grant }) => ({ object: grant.object, path: 'spec', message: nameOf(grant.object) })),
        };
      }
    },
  },
  {
    id: 'grant-useless',
    topic,
    level: 'warning',
    title: 'A ReferenceGrant has an entry that can never grant anything',
    clause: clause('referencegrant', 95, 131),
    explanation:
      'Groups, kinds and namespaces are compared as they are written. An entry with another spelling of a known kind, its plural, a known kind in another group, or the namespace of the grant itself (where no grant is needed) opens nothing.',
    fix: 'Write group and kind as the referring object has them: gateway.networking.k8s.io and HTTPRoute for one of these, "" and Service for a Service.',
    *check(world) {
      for (const grant of world.grants) yield* findUseless(grant);
    },
  },
  {
    id: 'grant-unused',
    topic,
    level: 'info',
    title: 'Nothing refers to what a ReferenceGrant opens',
    clause: clause('referencegrant', 34, 41),
    explanation:
      'The namespace that is trusted is in the files, and none of its objects of that kind refers to anything that the grant opens. What is open without need is open to mistakes, too.',
    fix: 'Remove the entry, or the grant.',
    *check(world) {
      const references = referencesOf(world).filter(crosses);
      for (const { object, from, to } of world.grants) {
        for (const entry of from) {
          const isKnown = world.namesOf(entry).length > 0;
          if (!isKnown || entry.namespace === object.namespace) continue;
          const isUsed = references.some(
            (each) =>
              each.from.group === entry.group &&
              each.from.kind === entry.kind &&
              each.from.namespace === entry.namespace &&
              each.to.namespace === object.namespace &&
              to.some(
                ({ group, kind, name }) =>
                  group === each.to.group && kind === each.to.kind && (name ?? each.to.name) === each.to.name,
              ),
          );
          if (isUsed) continue;
          yield {
            object,
            path: entry.path,
            message: `no ${entry.kind} of ${entry.namespace} refers to what ${nameOf(object)} opens`,
          };
        }
      }
    },
  },
  {
    id: 'grant-wide',
    topic,
    level: 'warning',
    title: 'A ReferenceGrant opens every Secret of its namespace',
    clause: clause('referencegrant', 132, 160),
    explanation:
      'Without a name, an entry of to opens all objects of that kind, those that come later included. For Secrets this lends every certificate and key of the namespace to listeners of another one; for Services it is usual, and not told.',
    fix: 'Name the Secret.',
    *check(world) {
      for (const { object, to, from } of world.grants) {
        for (const { path, group, kind, name } of to) {
          if (group !== '' || kind !== 'Secret' || name !== undefined) continue;
          const who = list(from.map((each) => `${each.kind}s of ${each.namespace}`));
          yield { object, path, message: `every Secret of ${object.namespace} is open to ${who}` };
        }
      }
    },
  },
];

function* findUseless({ object, from, to }: Grant): Iterable<Problem> {
  for (const { path, group, kind, namespace } of from) {
    const meant = coreFrom.find((known) => isMeant(kind, known));
    if (namespace === object.namespace) {
      yield { object, path, message: `objects of ${namespace} need no grant to refer to their own namespace` };
    } else if (meant !== undefined && (kind !== meant || group !== gatewayGroup)) {
      const written = group === '' ? kind : `${kind} of ${group}`;
      yield { object, path, message: `nothing is a ${written}; ${meant} is of the group ${gatewayGroup}` };
    }
  }
  for (const { path, group, kind } of to) {
    const meant = coreTo.find((known) => isMeant(kind, known));
    if (meant === undefined || (kind === meant && group === '')) continue;
    const isOwnKind = kind === meant && group !== 'core' && group !== 'v1';
    if (isOwnKind) continue;
    const written = group === '' ? kind : `${kind} of ${group}`;
    yield { object, path, message: `nothing is a ${written}; ${meant} is of the core group, ""` };
  }
}

/** The kind in another case, or in the plural. */
function isMeant(kind: string, known: string): boolean {
  const [written, meant] = [kind.toLowerCase(), known.toLowerCase()];
  return written === meant || written === `${meant}s`;
}
