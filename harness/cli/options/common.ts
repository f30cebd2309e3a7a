import type { OptionSpec } from './spec.ts';

export const debugOption: OptionSpec = {
  name: 'debug',
  decides: false,
  kind: 'flag',
  describe: 'Print the stack of an error',
  group: 'Output',
  inFile: false,
};

export const jsonOption: OptionSpec = {
  name: 'json',
  kind: 'flag',
  describe: 'Print JSON',
  group: 'Output',
  inFile: false,
};
