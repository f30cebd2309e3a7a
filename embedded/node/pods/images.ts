import type { Program } from '../program.ts';

export type Programs = Readonly<Record<string, Program>>;

/** `registry.example:5000/a/echo:v1@sha256:…` → `registry.example:5000/a/echo`. */
export function readRepository(image: string): string {
  const [name = ''] = image.split('@');
  const colon = name.lastIndexOf(':');
  return colon > name.lastIndexOf('/') ? name.slice(0, colon) : name;
}

/** The program of an image: registered under its repository, or under the last parts of it. */
export function findProgram(programs: Programs, image: string): Program | undefined {
  const parts = readRepository(image).split('/');
  for (let first = 0; first < parts.length; first += 1) {
    const repository = parts.slice(first).join('/');
    // A bare last part would let anybody's `echo` run as ours.
    if ((first === 0 || first < parts.length - 1) && Object.hasOwn(programs, repository)) return programs[repository];
  }
  return undefined;
}

/** Why an image cannot run, in the words that a waiting container shows. */
export function describeUnavailable(programs: Programs, image: string): string {
  const known = Object.keys(programs).sort().join(', ');
  return `Image "${image}" cannot run here: the embedded node pulls no images, it runs only ${known || 'none at all'}`;
}
