/**
 * Whose question a row puts. `official`: what the official test of that name asks too, which alone enters the conformance
 * report. `spec`: asked by the specification only.
 */
export type Level = 'official' | 'spec';

/** Default: the scenario's level. What changes something for rows of level `spec` only has that level, too. */
export interface Levelled {
  level?: Level;
  /** Requirement ids that it proves, where they are narrower than the scenario's. */
  requirements?: readonly string[];
}
