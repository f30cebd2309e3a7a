import type { CustomStep } from '../../scenario/steps.ts';
import { runCustom } from '../custom.ts';
import { PLAIN, type StepKind } from './kind.ts';

export const customKind: StepKind<CustomStep> = {
  ...PLAIN,
  rows: ({ name }) => [{ name }],
  describe: ({ reason }) => [['', reason]],
  cost: 1,
  opaque: true,
  // It does so by the context's functions, which count.
  asserts: true,
  run: async (context, [step]) => [await runCustom(context, step)],
};
