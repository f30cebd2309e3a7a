import type { Manifest } from '../../policy/generate/index.ts';
import { clauses } from '../../policy/model/index.ts';
import { writeYamlDocuments } from '../common/write-yaml.ts';
import { isKind, kinds } from '../kinds/index.ts';
import { describeAsk } from './ask.ts';
import { describeRequest } from './checks.ts';
import type { Discovery } from './explore.ts';
import type { CaseResult } from './types.ts';

/** A discovery as a file to keep: manifests stage by stage, the request, and what was expected by which clause. */
export function renderDiscovery({ finding, result, case: number, attempts }: Discovery): string {
  const stages = result.stages.map((stage, index) => {
    const title = index === 0 ? 'first' : `then, ${stage.title}`;
    const deleted = stage.operations.filter(({ kind }) => kind === 'delete').map(({ object }) => object);
    const applied = stage.operations.filter(({ kind }) => kind === 'apply').map(({ object }) => object);
    return [
      `# --- ${title} ---`,
      ...deleted.map(({ kind, metadata }) => `# kubectl delete ${kind} ${metadata.name}${where(metadata.namespace)}`),
      writeYamlDocuments(applied.map(shorten)).trimEnd(),
    ].join('\n');
  });
  return `${[...describe(finding, number, attempts).map((line) => `# ${line}`), ...stages].join('\n')}\n`;
}

/** A certificate says nothing to who reads: any will do. */
function shorten(object: Manifest): Manifest {
  if (!isKind(object, kinds.Secret)) return object;
  const data = object.data as Readonly<Record<string, string>>;
  const texts = Object.entries(data).map(([key, value]) => {
    const text = Buffer.from(value, 'base64').toString('utf8');
    return [key, text.startsWith('-----BEGIN') ? `(any ${key === 'tls.key' ? 'key' : 'certificate'} in PEM)` : text];
  });
  const { data: _encoded, ...rest } = object;
  return { ...rest, stringData: Object.fromEntries(texts) };
}

function where(namespace: string | undefined): string {
  return namespace === undefined ? '' : ` --namespace ${namespace}`;
}

function describe(finding: Discovery['finding'], number: number, attempts: number): readonly string[] {
  const clause = clauses[finding.clause as keyof typeof clauses];
  const { request, ask } = finding;
  return [
    `difference (${finding.kind}) at stage ${finding.stage + 1}: ${finding.subject}`,
    `expected: ${finding.expected}`,
    `observed: ${finding.observed}`,
    `clause:   ${finding.clause}${clause ? ` (${clause.level}): ${clause.text}` : ''}`,
    ...(clause ? [`          ${clause.source}`] : []),
    ...(request
      ? [
          `request:  ${describeRequest(request.request)}`,
          `          to port ${request.target.port} of Gateway ${request.target.namespace}/${request.target.name}, over a ${request.kept ? 'connection that was kept' : 'new connection'}`,
        ]
      : []),
    ...(ask
      ? [
          `request:  ${describeAsk(ask.ask)}`,
          `          to port ${ask.target.port} of Gateway ${ask.target.namespace}/${ask.target.name}`,
        ]
      : []),
    `found by case ${number}, made smaller in ${attempts} attempts`,
  ];
}

/** Objects that a case needs beside its namespaces and slices: how small it is. */
export function countObjects({ stages }: CaseResult): number {
  const names = new Set(
    stages
      .flatMap(({ objects }) => objects)
      .filter((object) => !isKind(object, kinds.Namespace) && !isKind(object, kinds.EndpointSlice))
      .map(({ kind, metadata }: Manifest) => `${kind} ${metadata.namespace}/${metadata.name}`),
  );
  return names.size;
}
