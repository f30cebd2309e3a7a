import type { Node } from '@babel/types';

/** Text that takes the place of `[start, end)` of a source. */
export interface Edit {
  start: number;
  end: number;
  text: string;
}

/** A node of a source, and what stands around it. */
export interface Site {
  node: Node;
  /** From the file down to the node's parent; `key` is the field of it that leads on. */
  ancestors: readonly { node: Node; key: string }[];
  /** The source text of a node. */
  text(node: Node): string;
}

/** A kind of mistake. Gives each way to make it at a site, each alone; none where it cannot be made there. */
export interface Operator {
  name: string;
  edit(site: Site): readonly Edit[];
}

/** One mistake in one place of the gateway's sources. */
export interface Mistake {
  /** Fit for a file's name. It stays the same as long as the code around the mistake does. */
  name: string;
  operator: string;
  /** From the project's folder. */
  file: string;
  /** Of the edit, from 1. */
  line: number;
  /** Name of the function around it, or of what stands at the top level. */
  place: string;
  /** What stands there, and what the mistake makes of it, each on one line. */
  before: string;
  after: string;
}

/** A mistake with the whole source that it is made in. */
export interface Mutant extends Mistake {
  source: string;
}
