import { clusterOptions } from './cluster.ts';
import { realClusterOptions } from './clusters.ts';
import { debugOption } from './common.ts';
import { howOptions, outputOptions, whoOptions } from './run-how.ts';
import { whatOptions } from './run-what.ts';
import { scenariosOption } from './scenarios.ts';
import type { OptionSpec } from './spec.ts';

/** Flags of `gwconf run`. Those that the official suite has keep its names. */
export const runOptions: readonly OptionSpec[] = [
  ...whatOptions,
  scenariosOption,
  ...whoOptions,
  ...clusterOptions,
  ...realClusterOptions,
  ...howOptions,
  ...outputOptions,
  debugOption,
];
