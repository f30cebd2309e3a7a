import { isClusterScoped } from '../../kinds/index.ts';
import type { ScenarioDefinition } from '../../scenario/define.ts';
import type { Certificate, ScenarioEnv } from '../../scenario/env.ts';
import type { FileObject, FileStep, ScenarioFile } from '../../scenario/file.ts';
import type { KubeObject } from '../../scenario/kubernetes.ts';
import type { Step } from '../../scenario/steps.ts';
import { fill, type Values } from './placeholders.ts';

/** A scenario as runs have it, from its file. What its texts hold is resolved with each run's names. */
export function toDefinition(file: ScenarioFile): ScenarioDefinition {
  const { certificates = {}, resources = [], steps, ...head } = file;
  return {
    ...head,
    resources: async (env) => {
      const values = { env, certificates: await issueAll(certificates, env) };
      return resources.map((object, index) => toObject(object, `resources[${index}]`, values));
    },
    steps: (env) => steps.map((step, index) => toStep(step, `steps[${index}]`, { env, certificates: {} })),
  };
}

async function issueAll(
  wanted: NonNullable<ScenarioFile['certificates']>,
  env: ScenarioEnv,
): Promise<Record<string, Certificate>> {
  const issued = Object.entries(wanted).map(async ([label, names]) => {
    const filled = fill(names, `certificates.${label}`, { env, certificates: {} });
    return [label, await env.certificate(filled)] as const;
  });
  return Object.fromEntries(await Promise.all(issued));
}

/** Names and namespaces of objects are labels. */
function toObject(object: FileObject, field: string, values: Values): KubeObject {
  const { apiVersion, kind, metadata, ...rest } = object;
  const { name, namespace, ...others } = metadata;
  const { env } = values;
  return {
    apiVersion,
    kind,
    metadata: {
      ...fill(others, `${field}.metadata`, values),
      name: env.name(name),
      ...(isClusterScoped(kind) ? {} : { namespace: env.ns(namespace ?? 'main') }),
    },
    ...fill(rest, field, values),
  };
}

function toStep(step: FileStep, field: string, values: Values): Step {
  if (step.kind === 'apply' || step.kind === 'admission') {
    const objects = step.objects.map((object, index) => toObject(object, `${field}.objects[${index}]`, values));
    return { ...fill({ ...step, objects: [] }, field, values), objects } as Step;
  }
  const filled = fill(step, field, values);
  if ('rows' in filled) return { target: {}, ...filled } as Step;
  return (filled.kind === 'distribution' ? { protocol: 'http', target: {}, ...filled } : filled) as Step;
}
