import type { Partition } from '../../harness/scenario/catalogue.ts';
import { actionInputs } from './actions.ts';
import { attachmentInputs } from './attachment.ts';
import { changes } from './changes.ts';
import { matchingInputs } from './matching.ts';
import { listPartitions } from './partitions.ts';

/** What the requirements of the core have to hold for, and the rows that stand for it. */
export const coverage: readonly Partition[] = [
  ...[attachmentInputs, matchingInputs, actionInputs].flatMap((inputs) => listPartitions('input', inputs)),
  ...listPartitions('change', changes),
];
