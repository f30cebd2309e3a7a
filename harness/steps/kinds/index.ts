import { protocols } from '../../protocols/index.ts';
import type { Step } from '../../scenario/steps.ts';
import type { ProtocolName } from '../../scenario/traffic.ts';
import { accessKind } from './access.ts';
import { admissionKind } from './admission.ts';
import { applyKind, deleteKind, patchKind } from './change.ts';
import { customKind } from './custom.ts';
import type { StepKind } from './kind.ts';
import { absentKind, statusKind } from './status.ts';
import { timedKind } from './timed.ts';
import { distributionKind, trafficKind } from './traffic.ts';

type StepKinds = { readonly [K in Step['kind']]: StepKind<Extract<Step, { kind: K }>> };

/** Rows are run alike in every protocol. */
const trafficKinds = Object.fromEntries(Object.keys(protocols).map((name) => [name, trafficKind])) as Pick<
  StepKinds,
  ProtocolName
>;

/** Every kind of step. */
const KINDS: StepKinds = {
  ...trafficKinds,
  distribution: distributionKind,
  status: statusKind,
  absent: absentKind,
  admission: admissionKind,
  access: accessKind,
  apply: applyKind,
  patch: patchKind,
  delete: deleteKind,
  custom: customKind,
  timed: timedKind,
};

export function kindOf({ kind }: Step): StepKind {
  return KINDS[kind] as StepKind;
}
