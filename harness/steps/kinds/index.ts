import type { Step } from '../../scenario/steps.ts';
import type { ProtocolName } from '../../scenario/traffic.ts';
import { applyKind, deleteKind, patchKind } from './change.ts';
import { customKind } from './custom.ts';
import type { StepKind } from './kind.ts';
import { absentKind, statusKind } from './status.ts';
import { distributionKind, trafficKind } from './traffic.ts';

type OwnKind = Exclude<Step['kind'], ProtocolName | 'admission'>;

/** Every kind of step but the rows of protocols, which are all of one kind. */
const KINDS: { readonly [K in OwnKind]: StepKind<Extract<Step, { kind: K }>> } = {
  status: statusKind,
  absent: absentKind,
  apply: applyKind,
  patch: patchKind,
  delete: deleteKind,
  distribution: distributionKind,
  custom: customKind,
};

export function kindOf({ kind }: Step): StepKind {
  return (KINDS as Readonly<Record<string, StepKind>>)[kind] ?? (trafficKind as StepKind);
}

export type { StepKind };
