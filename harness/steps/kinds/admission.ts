import type { AdmissionStep } from '../../scenario/steps.ts';
import { runAdmission } from '../admission.ts';
import { PLAIN, type StepKind } from './kind.ts';

export const admissionKind: StepKind<AdmissionStep> = {
  ...PLAIN,
  rows: ({ name }) => [{ name }],
  describe({ objects, expect, as }) {
    const names = objects.map(({ kind, metadata }) => `${kind}/${metadata.name}`).join(', ');
    const sent = as === undefined ? names : `${names} as ${as}`;
    if (typeof expect === 'string') return [[sent, expect]];
    const { field, message } = expect.refused;
    const why = [...(field === undefined ? [] : [`naming ${field}`]), ...(message === undefined ? [] : [message])];
    return [[sent, `refused${why.length > 0 ? `, ${why.join(', ')}` : ''}`]];
  },
  asserts: true,
  async run(context, [{ objects, expect, as, by }]) {
    context.progress.noteAssertions(1);
    return [await runAdmission(context, { objects, expect, ...(as === undefined ? {} : { as }), ...(by && { by }) })];
  },
};
