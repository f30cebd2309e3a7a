import type { RunResult, ScenarioResult } from '../../harness/result/types.ts';
import { annotationOfFeature, tableLines } from './lines.ts';

export interface IngressSource {
  file: string;
  result: Pick<RunResult, 'implementation' | 'scenarios'>;
}

/** What one implementation makes of the scenarios of a line. */
export interface Tally {
  passed: number;
  /** Scenarios that were run to a verdict. */
  tried: number;
  /** Scenarios that were not, since it does not claim what they need, or for another reason. */
  untried: number;
  failed: readonly string[];
}

export interface ComparedLine {
  name: string;
  /** In the order of the implementations of either API. */
  ingress: readonly Tally[];
  gateway: readonly Tally[];
}

/** `same`: the answers that its documentation gives; `other`: others; `none`: it is not claimed, or was not tried. */
export type Answering = 'same' | 'other' | 'none';

export interface AnnotationLine {
  /** Without `nginx.ingress.kubernetes.io/`. */
  annotation: string;
  answers: readonly Answering[];
  /** How many implementations give the same answer. */
  same: number;
}

export interface IngressComparison {
  /** Names of the implementations, `acme/gateway v1.2`. */
  ingress: readonly string[];
  gateway: readonly string[];
  lines: readonly ComparedLine[];
  annotations: readonly AnnotationLine[];
}

/** Puts Ingress beside the Gateway API, by what scenarios of both have shown. A result may hold scenarios of both. */
export function compareIngress(sources: readonly IngressSource[]): IngressComparison {
  const subjects = sources.map(({ result }) => ({
    name: nameOf(result.implementation),
    ingress: result.scenarios.filter(isOfIngress),
    gateway: result.scenarios.filter((scenario) => !isOfIngress(scenario)),
  }));
  const ingress = subjects.filter((subject) => wasAsked(subject.ingress));
  const gateway = subjects.filter((subject) => wasAsked(subject.gateway));
  return {
    ingress: ingress.map(({ name }) => name),
    gateway: gateway.map(({ name }) => name),
    lines: tableLines.map((line) => ({
      name: line.name,
      ingress: ingress.map((subject) => countUp(subject.ingress.filter(line.ingress))),
      gateway: gateway.map((subject) => countUp(subject.gateway.filter(line.gateway))),
    })),
    annotations: Object.entries(annotationOfFeature)
      .map(([feature, annotation]): AnnotationLine => {
        const answers = ingress.map((subject) => answerOf(subject.ingress, feature));
        return { annotation, answers, same: answers.filter((answer) => answer === 'same').length };
      })
      .sort((a, b) => (a.annotation < b.annotation ? -1 : 1)),
  };
}

function isOfIngress({ features }: ScenarioResult): boolean {
  return features.includes('Ingress');
}

function wasAsked(scenarios: readonly ScenarioResult[]): boolean {
  return scenarios.some(({ outcome }) => outcome === 'passed' || outcome === 'failed');
}

function countUp(scenarios: readonly ScenarioResult[]): Tally {
  const passed = scenarios.filter(({ outcome }) => outcome === 'passed').length;
  const failed = scenarios.filter(({ outcome }) => outcome === 'failed').map(({ id }) => id);
  const tried = passed + failed.length;
  return { passed, tried, untried: scenarios.length - tried, failed };
}

function answerOf(scenarios: readonly ScenarioResult[], feature: string): Answering {
  const outcomes = scenarios.filter(({ features }) => features.includes(feature)).map(({ outcome }) => outcome);
  // The last feature that a scenario names is what it is about: others are what it stands on.
  const own = scenarios.filter(({ features }) => features.at(-1) === feature).map(({ outcome }) => outcome);
  const judged = own.length > 0 ? own : outcomes;
  if (judged.includes('failed')) return 'other';
  // What is taken for unsupported after it was tried was answered otherwise.
  if (judged.length > 0 && judged.every((outcome) => outcome === 'passed')) return 'same';
  return 'none';
}

function nameOf({ organization, project, version }: RunResult['implementation']): string {
  const owner = organization === project ? project : `${organization}/${project}`;
  return `${owner} ${version}`;
}
