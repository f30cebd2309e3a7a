import type { KubeObject } from '../scenario/kubernetes.ts';

/** On everything that a run makes, with the run's id: only what carries it is ever deleted. */
export const runLabel = 'gwconf.dev/run';
/** On what a scenario made, with the scenario's id. */
const scenarioLabel = 'gwconf.dev/scenario';
/** On what belongs to the implementation under test: it goes last, since it has to let go of the rest first. */
export const partLabel = 'gwconf.dev/part';
export const implementationPart = 'implementation';

/** A copy of the object that says which run, and which scenario, it belongs to. */
export function labelObject<T extends KubeObject>(object: T, runId: string, scenario?: string): T {
  return addLabels(object, {
    [runLabel]: toLabelValue(runId),
    ...(scenario === undefined ? {} : { [scenarioLabel]: toLabelValue(scenario) }),
  });
}

export function addLabels<T extends KubeObject>(object: T, labels: Readonly<Record<string, string>>): T {
  return { ...object, metadata: { ...object.metadata, labels: { ...object.metadata.labels, ...labels } } };
}

export function belongsToRun(object: KubeObject, runId: string): boolean {
  return object.metadata.labels?.[runLabel] === toLabelValue(runId);
}

/** At most 63 characters of [A-Za-z0-9_.-], with letters or digits at both ends. */
export function toLabelValue(text: string): string {
  const clean = text.replace(/[^A-Za-z0-9_.-]+/g, '-').slice(0, 63);
  return clean.replace(/^[^A-Za-z0-9]+|[^A-Za-z0-9]+$/g, '');
}
