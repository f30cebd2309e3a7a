import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { MessageType } from '../../../apimachinery/kinds/read.ts';

export interface Description {
  text: string;
  fields: Readonly<Record<string, { text: string; required: boolean }>>;
}

const NONE: Description = { text: '', fields: {} };
const known = new Map<MessageType, Description>();
let folder: string | undefined;

/**
 * What the Kubernetes documentation says of a struct and its fields, as client-node's declarations carry it. Empty
 * where the package has no such declaration.
 */
export function describeType(type: MessageType): Description {
  const found = known.get(type);
  if (found) return found;
  const made = readDeclaration(type);
  known.set(type, made);
  return made;
}

function readDeclaration({ packageName, name }: MessageType): Description {
  const [group = '', version = ''] = packageName.split('/').map((part) => part.charAt(0).toUpperCase() + part.slice(1));
  // Names that several groups use carry the group.
  for (const file of [`${group}${version}${name}`, `${version}${name}`]) {
    try {
      folder ??= join(dirname(createRequire(import.meta.url).resolve('@kubernetes/client-node')), 'gen', 'models');
      return parseDeclaration(readFileSync(join(folder, `${file}.d.ts`), 'utf8'));
    } catch {
      // The next name, or none: a description is no more than a help.
    }
  }
  return NONE;
}

const COMMENT = String.raw`(?:/\*\*((?:(?!\*/)[\s\S])*)\*/\s*)?`;
const CLASS = new RegExp(`${COMMENT}export declare class`);
const FIELD = new RegExp(String.raw`${COMMENT}'([^']+)'(\?)?: `, 'g');

function parseDeclaration(text: string): Description {
  const fields = [...text.matchAll(FIELD)].map(([, comment, name = '', optional]) => {
    return [readName(name), { text: readComment(comment), required: optional === undefined }] as const;
  });
  return { text: readComment(CLASS.exec(text)?.[1]), fields: Object.fromEntries(fields) };
}

/** JavaScript's spelling of a JSON name: `_default`, `x_kubernetes_list_type`, `$ref`. */
function readName(name: string): string {
  return name.startsWith('x_kubernetes_') ? name.replaceAll('_', '-') : name.replace(/^_/, '');
}

function readComment(comment = ''): string {
  const lines = comment.split('\n').map((line) => line.replace(/^\s*\*? ?/, '').trimEnd());
  // The generator of the declarations puts paragraphs on one line, two spaces apart.
  return lines
    .join('\n')
    .trim()
    .replace(/\\(['"])/g, '$1')
    .replace(/ {2,}/g, '\n\n');
}
