import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { faults } from '../../embedded/gateway/faults/index.ts';
import { meshFaults } from '../../embedded/gateway/faults/mesh.ts';
import { variants } from '../../embedded/gateway/variants/index.ts';
import { readCount } from '../command.ts';
import { drawMutants, findEquivalent, findFeature } from './generate/choose.ts';
import { listMutants } from './generate/mutants.ts';
import { readSources } from './generate/sources.ts';
import { isDefect, type Subject } from './judge.ts';

/** For each defect a scenario that fails on it, quickly. */
export const known: Readonly<Record<string, string>> = JSON.parse(
  readFileSync(new URL('known.json', import.meta.url), 'utf8'),
);

export interface Options {
  subjects: readonly Subject[];
  /** Runs at the same time. */
  jobs: number;
  /** Stop each run at its first failing scenario. */
  quick: boolean;
  /** Ask the official suite, too. */
  official: boolean;
  /** File that keeps what is judged, and holds what was judged before. */
  resume?: string;
  /** Where to write the tables as Markdown. */
  markdown?: string;
}

export const usage = `npm run mutants -- [NAME...] [options]: run the suite against seeded defects and conformant variants

      --defects        the defects only
      --variants       the variants only
      --only A,B       these only, as names given as arguments are
      --official       ask the official suite (Go), too, and show both beside one another
      --generate       defects that a machine makes in the gateway's sources, instead of those that are seeded
      --core           of generated ones, those in what the core of GATEWAY-HTTP needs
      --seed S         which of them --sample draws [default: 1]
      --sample N       so many defects, evenly spread over all (with --known: those that known.json has); of generated ones, as many of each kind of mistake
      --jobs N         runs at the same time [default: 2]
      --quick          stop each run at its first failing scenario, as those of generated defects always do
      --known          each defect against the one scenario that known.json says it breaks, in seconds
      --resume FILE    keep what is judged in this file, and do not judge again what it holds already
      --markdown FILE  write the tables as Markdown, too
  -h, --help           show this`;

/** The options of a command line, or undefined where it asks for help. Throws one sentence about a wrong one. */
export function parseOptions(args: readonly string[]): Options | undefined {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      defects: { type: 'boolean' },
      variants: { type: 'boolean' },
      only: { type: 'string', multiple: true },
      jobs: { type: 'string', default: '2' },
      quick: { type: 'boolean', default: false },
      known: { type: 'boolean', default: false },
      generate: { type: 'boolean', default: false },
      core: { type: 'boolean', default: false },
      seed: { type: 'string', default: '1' },
      sample: { type: 'string' },
      official: { type: 'boolean', default: false },
      resume: { type: 'string' },
      markdown: { type: 'string' },
      help: { type: 'boolean', short: 'h' },
    },
  });
  if (values.help) return undefined;
  const jobs = readCount('jobs', values.jobs);
  const sample = values.sample === undefined ? undefined : readCount('sample', values.sample);
  const names = [...positionals, ...(values.only ?? []).flatMap((list) => list.split(','))].filter(Boolean);
  const both = Boolean(values.defects) === Boolean(values.variants);
  const all = values.generate
    ? listGenerated(values.core)
    : listSubjects(both || Boolean(values.defects), both || Boolean(values.variants));
  const choose = values.generate ? drawGenerated : spread;
  const named = selectSubjects(all, names);
  // A quick look is over in minutes only where each defect has a scenario that is known to catch it.
  const quick = values.known && sample !== undefined ? named.filter(hasKnown) : named;
  const subjects = sample === undefined ? named : choose(quick, sample, values.seed);
  const selected = subjects.map((subject) => withNeeds(values.known ? narrow(subject) : subject));
  return {
    // Beside one another, as the defects will be.
    subjects: addControls(selected, values.official ? jobs : 1, listAsked(selected)),
    jobs,
    quick: values.quick,
    official: values.official,
    resume: values.resume,
    markdown: values.markdown,
  };
}

function hasKnown(subject: Subject): boolean {
  return subject.kind !== 'defect' || known[subject.name] !== undefined;
}

/** A defect against its known scenario; whatever has none runs against all. */
function narrow(subject: Subject): Subject {
  const only = subject.kind === 'defect' ? known[subject.name] : undefined;
  return only === undefined ? subject : { ...subject, only };
}

/** The scenarios that it is known to break must be run, also where the gateway does not claim what they need. */
function withNeeds(subject: Subject): Subject {
  const broken = subject.kind === 'defect' ? known[subject.name]?.split(',') : undefined;
  return broken === undefined ? subject : { ...subject, needs: broken };
}

/** The scenarios that all of them together are asked for; undefined where one is asked for all. */
function listAsked(subjects: readonly Subject[]): string | undefined {
  const asked = subjects.map((subject) => ('only' in subject ? subject.only : undefined));
  return asked.includes(undefined) ? undefined : [...new Set(asked)].join(',');
}

/** One faultless run among so many defects, spread over the whole time, since the machine may be busy for a while. */
const CONTROL_EVERY = 32;

/**
 * A catch means something only while the faultless gateway passes under the same conditions.
 * @param before how many controls stand before the first defect
 * @param only the scenarios that are asked for
 */
function addControls(subjects: readonly Subject[], before: number, only?: string): readonly Subject[] {
  // The faultless gateway is asked under the same conditions.
  const needs = [...new Set(subjects.flatMap((subject) => subject.needs ?? []))];
  const asked = [...new Set(subjects.filter(isDefect).flatMap((subject) => subject.asked ?? ['gateway' as const]))];
  return subjects.flatMap((subject, index) => {
    if (!isDefect(subject) || index % CONTROL_EVERY !== 0) return [subject];
    const first = index === 0 ? 1 : before + index / CONTROL_EVERY;
    const numbers = Array.from({ length: index === 0 ? before : 1 }, (_, more) => first + more);
    const controls = numbers.map(
      (number): Subject => ({ kind: 'control', name: `faultless-${number}`, only, needs, asked }),
    );
    return [...controls, subject];
  });
}

function listSubjects(withDefects: boolean, withVariants: boolean): readonly Subject[] {
  const ofMesh = new Set(meshFaults);
  const defects = faults.map((fault): Subject => {
    return { kind: 'defect', name: fault.name, ...(ofMesh.has(fault) ? { asked: ['mesh'] } : {}) };
  });
  const conformant = variants.map(({ name }): Subject => ({ kind: 'variant', name }));
  return [...(withDefects ? defects : []), ...(withVariants ? conformant : [])];
}

/** Those that make no difference are left out. */
function listGenerated(core: boolean): readonly Subject[] {
  const mutants = readSources().flatMap(listMutants);
  return mutants
    .filter((mutant) => findEquivalent(mutant) === undefined && !(core && findFeature(mutant)))
    .map((mutant): Subject => ({ kind: 'generated', name: mutant.name, mutant }));
}

function drawGenerated(subjects: readonly Subject[], count: number, seed: string): readonly Subject[] {
  const mutants = subjects.flatMap(({ mutant }) => mutant ?? []);
  return drawMutants(mutants, count, seed).map((mutant): Subject => ({ kind: 'generated', name: mutant.name, mutant }));
}

/** Every so many of them, so that each group of defects is among them. */
function spread(subjects: readonly Subject[], count: number): readonly Subject[] {
  const step = Math.max(1, subjects.length / count);
  return subjects.filter((_, index) => Math.floor(index / step) !== Math.floor((index - 1) / step));
}

function selectSubjects(subjects: readonly Subject[], names: readonly string[]): readonly Subject[] {
  if (names.length === 0) return subjects;
  const unknown = names.find((name) => !subjects.some((subject) => subject.name === name));
  if (unknown !== undefined)
    throw new Error(`"${unknown}" is none of ${subjects.map((subject) => subject.name).join(', ')}`);
  return subjects.filter(({ name }) => names.includes(name));
}
