import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { execa } from 'execa';
import { isObject } from '../../../apimachinery/json.ts';
import type { CustomResourceDefinition, JsonObject } from '../../../apimachinery/types.ts';

/** Writes the schemas of CRDs as kubeconform reads them, closed to fields that they do not have, as its users make them. */
export async function writeSchemas(crds: readonly CustomResourceDefinition[], folder: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  for (const { spec } of crds) {
    for (const { name, schema } of spec.versions) {
      const { openAPIV3Schema } = schema as { openAPIV3Schema: JsonObject };
      const file = join(folder, `${spec.names.kind.toLowerCase()}_${name}.json`);
      await writeFile(file, JSON.stringify(close(openAPIV3Schema)));
    }
  }
}

function close(schema: JsonObject): JsonObject {
  const next: JsonObject = { ...schema };
  if (isObject(schema.properties)) {
    next.properties = Object.fromEntries(
      Object.entries(schema.properties).map(([name, child]) => [name, close(child as JsonObject)]),
    );
    next.additionalProperties = schema['x-kubernetes-preserve-unknown-fields'] === true;
  }
  if (isObject(schema.items)) next.items = close(schema.items as JsonObject);
  if (isObject(schema.additionalProperties))
    next.additionalProperties = close(schema.additionalProperties as JsonObject);
  return next;
}

/** Arguments with which it judges by such schemas, as fast as it can. */
export function kubeconformArgs(schemas: string): string[] {
  return [
    '-strict',
    '-ignore-missing-schemas',
    '-output',
    'json',
    '-schema-location',
    `${schemas}/{{.ResourceKind}}_{{.ResourceAPIVersion}}.json`,
  ];
}

/** Names of the files of a folder that kubeconform refuses. */
export async function askKubeconform(program: string, schemas: string, folder: string): Promise<ReadonlySet<string>> {
  const args = [...kubeconformArgs(schemas), folder];
  const { stdout, stderr } = await execa(program, args, { reject: false, stdin: 'ignore' });
  if (!stdout.startsWith('{')) throw new Error(`kubeconform: ${stderr}`);
  const { resources } = JSON.parse(stdout) as {
    resources: readonly { filename: string; status: string; msg: string }[];
  };
  const broken = resources.find(({ status }) => status === 'statusError');
  if (broken) throw new Error(`kubeconform of ${broken.filename}: ${broken.msg}`);
  return new Set(resources.map(({ filename }) => filename.slice(folder.length + 1)));
}
