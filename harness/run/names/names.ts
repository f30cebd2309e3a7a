import { createRandom } from './random.ts';

/** Names of one scenario. The same label always gives the same name. */
export interface ScenarioNames {
  /** Namespace by label; `main` is the scenario's own, and the name of `main-x` begins with that one's and a dash. */
  namespace(label: string): string;
  /** Name of an object, from its logical name. */
  object(label: string): string;
  /** Lies below `domain`, as all names of `host` do. */
  hostname: string;
  host(label: string): string;
  domain: string;
}

export interface Names {
  seed: string;
  official: boolean;
  /** A DNS label. */
  runId: string;
  /** Namespace of the shared Gateway and the echo workloads. */
  baseNamespace: string;
  /** Namespace of the echo workloads that are members of the mesh. */
  meshNamespace: string;
  /** Name of a shared object, from its logical name. */
  base(label: string): string;
  scenario(id: string): ScenarioNames;
}

/** Room for the word that makes a name unique, and for what implementations hang on it (63 is the limit of a label). */
const SLUG_LENGTH = 34;
const WORD_LENGTH = 6;

/** Begins the label of a namespace whose name is that of the main one, a dash and what follows here. */
const WITHIN_MAIN = 'main-';

/**
 * Every name of a run, drawn from its seed by scenario and label.
 * @param official gives names as the official suite's instead: scenarios then share namespaces and hostnames, and
 *   must not run at the same time
 * @param scope of the run's own names, where several runs of one seed share a cluster; those of scenarios stay the same
 */
export function createNames(seed: string, official: boolean, scope: readonly string[] = []): Names {
  return official ? createOfficialNames(seed) : createDrawnNames(seed, scope);
}

/** Names of a run, or of the shard of one. */
export function createRunNames({ seed, officialNames, selection: { shard } }: NamedSettings): Names {
  return createNames(seed, officialNames, shard ? [`shard ${shard.index}/${shard.count}`] : []);
}

interface NamedSettings {
  seed: string;
  officialNames: boolean;
  selection: { shard?: { index: number; count: number } };
}

/** Fresh names for scenarios that are run once more. */
export function createRerunNames(settings: { seed: string; officialNames: boolean }): Names {
  return createNames(`${settings.seed}/rerun`, settings.officialNames);
}

/** The seed of a repetition, from 1: a run with that seed gives the same names. */
export function seedOfRepeat(seed: string, repetition: number): string {
  return `${seed}/repeat/${repetition}`;
}

function createDrawnNames(seed: string, own: readonly string[]): Names {
  const word = (...scope: string[]) => createRandom(seed, ...scope).word(WORD_LENGTH);
  const runId = `gwconf-${word('run', ...own)}`;
  return {
    seed,
    official: false,
    runId,
    baseNamespace: `${runId}-base`,
    meshNamespace: `${runId}-mesh`,
    base: (label) => join(slugify(label), word('base', label, ...own)),
    scenario(id) {
      const slug = slugify(id);
      const domain = `${join(slug, word('domain', id))}.example.com`;
      const main = join(slug, word('namespace', id, 'main'));
      const namespace = (label: string) => {
        if (label === 'main') return main;
        if (label.startsWith(WITHIN_MAIN)) return join(main, slugify(label.slice(WITHIN_MAIN.length), 12));
        return join(slug, slugify(label, 12), word('namespace', id, label));
      };
      return {
        namespace,
        object: (label) => join(slugify(label), word('object', id, label)),
        domain,
        hostname: `${word('hostname', id)}.${domain}`,
        host: (label) => `${join(slugify(label), word('host', id, label))}.${domain}`,
      };
    },
  };
}

/** Names of the official suite's base manifests: https://github.com/kubernetes-sigs/gateway-api/tree/main/conformance */
function createOfficialNames(seed: string): Names {
  const namespace = (label: string) => {
    return label === 'main' ? 'gateway-conformance-infra' : `gateway-conformance-${slugify(label)}`;
  };
  return {
    seed,
    official: true,
    runId: 'gateway-conformance',
    baseNamespace: namespace('main'),
    meshNamespace: namespace('mesh'),
    base: (label) => (label === 'shared' ? 'same-namespace' : slugify(label)),
    scenario: () => ({
      namespace,
      object: (label) => slugify(label),
      domain: 'example.com',
      hostname: 'www.example.com',
      host: (label) => `${slugify(label)}.example.com`,
    }),
  };
}

function join(...parts: readonly string[]): string {
  return parts.filter((part) => part !== '').join('-');
}

/** A DNS label that begins with a letter: `HTTPRouteHeaderMatching` gives `httproute-header-matching`. */
function slugify(text: string, length = SLUG_LENGTH): string {
  const words = text
    .replace(/([a-z0-9])([A-Z])/g, '$1-$2')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, length)
    .replace(/^-+|-+$/g, '');
  return /^[a-z]/.test(words) ? words : join('x', words).slice(0, length);
}
