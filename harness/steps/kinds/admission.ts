import type { AdmissionStep } from '../../scenario/steps.ts';
import { runAdmission } from '../admission.ts';
import { PLAIN, type StepKind } from './kind.ts';

export const admissionKind: StepKind<AdmissionStep> = {
  ...PLAIN,
  rows: ({ name }) => [{ name }],
  describe({ objects, expect }) {
    const names = objects.map(({ kind, metadata }) => `${kind}/${metadata.name}`).join(', ');
    if (expect === 'accepted') return [[names, 'accepted']];
    const { field, message } = expect.refused;
    const why = [...(field === undefined ? [] : [`naming ${field}`]), ...(message === undefined ? [] : [message])];
    return [[names, `refused${why.length > 0 ? `, ${why.join(', ')}` : ''}`]];
  },
  asserts: true,
  async run(context, [{ objects, expect }]) {
    context.progress.noteAssertions(1);
    return [await runAdmission(context, objects, expect)];
  },
};
