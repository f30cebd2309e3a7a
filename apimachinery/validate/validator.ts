import { cloneJson, isObject } from '../json.ts';
import { readMetadata } from '../metadata/read.ts';
import { validateMetadata, warnOfFinalizers } from '../metadata/validate.ts';
import { TypeMismatch } from '../models/decode.ts';
import { checkSubdomain } from '../schema/names.ts';
import type {
  CustomResourceDefinition,
  CustomResourceVersion,
  FieldError,
  JsonObject,
  JsonSchema,
  KubeObject,
} from '../types.ts';
import { type CustomKind, makeCustomKind } from './custom-kind.ts';
import type { Finding, ObjectVerdict, Stage, ValidateOptions } from './types.ts';

/** Judges objects by definitions, as an API server that serves these would when the objects are created. */
export interface ObjectJudge {
  /** Pure: the object is not changed, and nothing is asked but the definitions. */
  judge(object: unknown, options?: ValidateOptions): ObjectVerdict;
  /** The schema of a kind that is served; undefined for any other. */
  schemaOf(apiVersion: string, kind: string): JsonSchema | undefined;
  /** A copy with the defaults of its kind; of a kind that is none of theirs, the object itself. */
  complete(object: JsonObject): JsonObject;
}

interface Served {
  crd: CustomResourceDefinition;
  version: CustomResourceVersion;
  kind: CustomKind;
}

/** https://kubernetes.io/docs/tasks/extend-kubernetes/custom-resources/custom-resource-definitions/#validation */
export function makeObjectJudge(crds: readonly CustomResourceDefinition[]): ObjectJudge {
  const groups = new Set(crds.map((crd) => crd.spec.group));
  const served = new Map<string, Served>();
  const find = (apiVersion: string, kind: string): Served | undefined => {
    const key = `${apiVersion} ${kind}`;
    const known = served.get(key);
    if (known) return known;
    const crd = crds.find((one) => one.spec.names.kind === kind && apiVersion.startsWith(`${one.spec.group}/`));
    const version = crd?.spec.versions.find((one) => one.served && `${crd.spec.group}/${one.name}` === apiVersion);
    if (!crd || !version) return undefined;
    const made = { crd, version, kind: makeCustomKind(crd, version) };
    served.set(key, made);
    return made;
  };
  return {
    schemaOf: (apiVersion, kind) => find(apiVersion, kind)?.kind.schema,
    complete: (object) => {
      const found = find(String(object.apiVersion), String(object.kind));
      if (!found) return object;
      const copy = cloneJson(object);
      found.kind.setDefaults(copy as KubeObject);
      return copy;
    },
    judge: (object, options = {}) => {
      if (!isObject(object)) return unknownKind;
      const { apiVersion, kind } = object;
      if (typeof apiVersion !== 'string' || typeof kind !== 'string') return unknownKind;
      const found = find(apiVersion, kind);
      if (found) return judgeObject(found, object, options);
      const [group = ''] = apiVersion.split('/');
      if (!groups.has(group)) return unknownKind;
      const message = `no matches for kind ${JSON.stringify(kind)} in version ${JSON.stringify(apiVersion)}`;
      return {
        isKnown: true,
        findings: [{ stage: 'kind', reason: 'NoKindMatch', field: 'kind', message }],
        warnings: [],
      };
    },
  };
}

const unknownKind: ObjectVerdict = { isKnown: false, findings: [], warnings: [] };

function judgeObject({ crd, version, kind }: Served, body: JsonObject, options: ValidateOptions): ObjectVerdict {
  const warnings = version.deprecated && version.deprecationWarning ? [version.deprecationWarning] : [];
  const read = readObject(kind, body);
  if (!('object' in read)) return { isKnown: true, findings: read.findings, warnings };
  const { object, findings } = read;
  // A new object has no status yet: what is given is dropped before it is judged.
  if (version.subresources?.status) delete object.status;
  kind.setDefaults(object);
  const old = isObject(options.old) ? (options.old as KubeObject) : undefined;
  const named = { group: crd.spec.group, custom: true, rules: { validateName: checkSubdomain } };
  const byMetadata = validateMetadata(object, old, named);
  const bySchema = kind.validateSchema(object, old);
  const errors = [...byMetadata, ...bySchema];
  const byRules = options.until === 'schema' ? [] : kind.validateRules(object, old, { errors, warnings });
  findings.push(...mark('metadata', byMetadata), ...mark('schema', bySchema), ...mark('cel', byRules));
  if (findings.length === 0) warnings.push(...warnOfFinalizers(object, old));
  return { isKnown: true, findings, warnings };
}

function readObject(
  kind: CustomKind,
  body: JsonObject,
): { object: KubeObject; findings: Finding[] } | { findings: Finding[] } {
  try {
    const { value, unknown } = kind.read(body);
    const metadata = readMetadata(value.metadata, unknown);
    if (typeof metadata === 'string') return refuseType('metadata', metadata);
    const findings = [...unknown].sort().map((field): Finding => {
      return { stage: 'fields', reason: 'UnknownField', field, message: `unknown field ${JSON.stringify(field)}` };
    });
    return { object: { ...value, metadata } as KubeObject, findings };
  } catch (error) {
    if (error instanceof TypeMismatch) return refuseType('', error.message);
    throw error;
  }
}

function refuseType(field: string, message: string): { findings: Finding[] } {
  return { findings: [{ stage: 'fields', reason: 'TypeMismatch', field, message }] };
}

function mark(stage: Stage, errors: readonly FieldError[]): Finding[] {
  return errors.map((error) => ({ ...error, stage }));
}
