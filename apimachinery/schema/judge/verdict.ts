import type { JsonSchema } from '../../types.ts';
import type { Correlation } from '../correlation.ts';
import type { Fault } from './fault.ts';

/** What a schema says of a value. */
export class Verdict {
  readonly faults: Fault[] = [];
  /** How much of the schema was gone through: of branches that all fail, that with the most is told. */
  matches = 0;

  /** A fault that is there already is not told twice. */
  add(...faults: readonly Fault[]): void {
    for (const fault of faults) {
      if (!this.faults.some(({ text }) => text === fault.text)) this.faults.push(fault);
    }
  }

  merge(other: Verdict): void {
    this.add(...other.faults);
    this.matches += other.matches;
  }
}

/** A value, what is asked of it, and the value that it replaces where there is one. */
export interface Subject {
  readonly value: unknown;
  readonly schema: JsonSchema;
  readonly path: string;
  readonly correlation: Correlation | undefined;
}

export type Judge = (subject: Subject) => Verdict;
