import { compareBehaviour } from './behaviour.ts';
import { readSubject } from './subjects.ts';
import type { Comparison, KnownRelease, Line, Source, State, Subject, Timed } from './types.ts';

/**
 * Puts implementations beside one another, from results of runs and from published reports alike.
 * @param releases what the official suites have, to tell what passed in a report from what nobody tried
 */
export function compareSources(sources: readonly Source[], releases: readonly KnownRelease[]): Comparison {
  const subjects = makeUnique(sources.map((source) => readSubject(source, releases)));
  const tests = listLines(subjects, (subject) => subject.tests);
  return {
    subjects,
    features: listLines(subjects, (subject) => subject.features),
    tests,
    ...compareBehaviour(subjects),
    changes: compareChanges(subjects),
    failsOnlyHere: subjects.flatMap(({ name }, index) => {
      const only = tests.filter(({ states }) => isOnly(states, index)).map((line) => line.name);
      return only.length > 0 ? [{ subject: name, tests: only }] : [];
    }),
  };
}

function compareChanges(subjects: readonly Subject[]): Timed[] {
  const names = [...new Set(subjects.flatMap(({ measured }) => measured.map(({ change }) => change)))];
  return names.map((change) => ({
    change,
    by: subjects.map(({ measured }) => measured.find((one) => one.change === change)),
  }));
}

function isOnly(states: readonly State[], index: number): boolean {
  return (
    states.filter((state) => state === 'failed').length === 1 && states[index] === 'failed' && states.includes('passed')
  );
}

function listLines(subjects: readonly Subject[], of: (subject: Subject) => ReadonlyMap<string, State>): Line[] {
  const names = [...new Set(subjects.flatMap((subject) => [...of(subject).keys()]))].sort();
  return names.map((name) => ({ name, states: subjects.map((subject) => of(subject).get(name) ?? 'unknown') }));
}

/** What tells two of the same name apart: the mode, the release, the channel, and at last the file. */
function makeUnique(subjects: readonly Subject[]): Subject[] {
  const marks: ((subject: Subject) => string)[] = [
    ({ mode }) => mode,
    ({ gatewayApi }) => gatewayApi,
    ({ channel }) => channel,
    ({ file }) => file,
  ];
  let named = [...subjects];
  for (const mark of marks) {
    const isShared = (name: string): boolean => named.filter((one) => one.name === name).length > 1;
    named = named.map((one) => (isShared(one.name) ? { ...one, name: `${one.name} ${mark(one)}` } : one));
  }
  return named;
}
