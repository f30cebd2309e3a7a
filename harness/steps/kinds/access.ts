import type { AccessStep } from '../../scenario/steps.ts';
import { runAccess } from '../access.ts';
import { PLAIN, type StepKind } from './kind.ts';

export const accessKind: StepKind<AccessStep> = {
  ...PLAIN,
  rows: ({ name }) => [{ name }],
  describe({ object: { kind, metadata }, as, may, mayNot }) {
    const say = (words: string, verbs: readonly string[]) => (verbs.length > 0 ? [`${words} ${verbs.join(', ')}`] : []);
    return [[`${kind}/${metadata.name} as ${as}`, [...say('may', may), ...say('may not', mayNot)].join('; ')]];
  },
  defects({ may, mayNot }) {
    const twice = may.filter((verb) => mayNot.includes(verb));
    if (twice.length > 0) return [`it may and may not ${twice.join(', ')}`];
    return may.length + mayNot.length === 0 ? ['it names nothing that the user may do or not'] : [];
  },
  asserts: true,
  async run(context, [step]) {
    context.progress.noteAssertions(1);
    return [await runAccess(context, step)];
  },
};
