import { isRecord } from '../../common/guards.ts';
import type { ListenerExpectation, StatusExpectation } from '../../scenario/expectations.ts';
import type { AbsentStep, StatusStep } from '../../scenario/steps.ts';
import { runAbsent, runStatus } from '../status.ts';
import { PLAIN, type StepKind } from './kind.ts';

export const statusKind: StepKind<StatusStep> = {
  ...PLAIN,
  rows: ({ ref, expect }) => [{ name: `${ref} ${describeStatus(expect)}` }],
  describe: () => [['', '']],
  refs: ({ ref, expect }) => [ref, ...listRelated(expect)],
  defects: ({ ref, expect }) => (expectsNothing(expect) ? [`expects nothing of ${ref}, and can never fail`] : []),
  asserts: true,
  needsOwnGateway({ ref, expect }) {
    if (!ref.startsWith('Gateway/') || !('conditions' in expect)) return false;
    const { Programmed: wanted } = expect.conditions;
    return wanted === 'True' || (isRecord(wanted) && 'status' in wanted && wanted.status === 'True');
  },
  async run(context, [{ ref, expect }]) {
    context.progress.noteAssertions(1);
    return [await runStatus(context, ref, expect)];
  },
};

export const absentKind: StepKind<AbsentStep> = {
  ...PLAIN,
  rows: ({ ref }) => [{ name: `${ref} is gone` }],
  describe: () => [['', '']],
  refs: ({ ref }) => [ref],
  asserts: true,
  async run(context, [{ ref }]) {
    context.progress.noteAssertions(1);
    return [await runAbsent(context, ref)];
  },
};

function listRelated(expect: StatusExpectation): StatusStep['ref'][] {
  if ('ancestors' in expect) return expect.ancestors.map(({ ancestor }) => ancestor);
  if (!('parents' in expect) || typeof expect.parents === 'string') return [];
  return expect.parents.flatMap((one) => ('parent' in one ? [one.parent] : []));
}

function expectsNothing(expect: StatusExpectation): boolean {
  if ('parents' in expect) return expect.parents.length === 0;
  if ('ancestors' in expect) return (expect.ancestors as readonly unknown[]).length === 0;
  if ('attachedListenerSets' in expect) return false;
  const listeners = Object.values(('listeners' in expect ? expect.listeners : undefined) ?? {});
  const conditions = 'conditions' in expect ? Object.keys(expect.conditions) : [];
  return conditions.length === 0 && listeners.every(isEmptyListener);
}

function isEmptyListener({ conditions = {}, ...others }: ListenerExpectation): boolean {
  return Object.keys(conditions).length === 0 && Object.values(others).every((value) => value === undefined);
}

function describeStatus(expect: StatusExpectation): string {
  if ('parents' in expect) {
    if (expect.parents === 'none-accepted') return 'has no accepted parent';
    const names = expect.parents.map((parent) => ('gateway' in parent ? parent.gateway : parent.parent));
    return `has the parents ${names.join(', ')}`;
  }
  if ('ancestors' in expect) return `has the ancestors ${expect.ancestors.map(({ ancestor }) => ancestor).join(', ')}`;
  if ('attachedListenerSets' in expect) return `has ${expect.attachedListenerSets} attached ListenerSets`;
  const parts: string[] = [];
  if ('conditions' in expect) {
    for (const [type, wanted] of Object.entries(expect.conditions)) {
      if (typeof wanted === 'string') parts.push(`${type} ${wanted}`);
      else if ('absentOr' in wanted) parts.push(`${type} absent or ${wanted.absentOr}`);
      else parts.push(`${type} ${wanted.status}${describeReason(wanted.reason)}`);
    }
  }
  if ('listeners' in expect && expect.listeners) parts.push(`listeners ${Object.keys(expect.listeners).join(', ')}`);
  return `has ${parts.join(', ')}`;
}

function describeReason(reason: string | readonly string[] | undefined): string {
  if (reason === undefined) return '';
  return ` (${typeof reason === 'string' ? reason : reason.join(' or ')})`;
}
