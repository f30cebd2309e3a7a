import type { Judgement } from './judge.ts';

/** Heading and cells of the generated defects that nothing caught: what was changed, and where. */
export function listSurvivors(judgements: readonly Judgement[]): readonly (readonly string[])[] {
  const rows = judgements.flatMap(({ name, verdict, mistake }) =>
    mistake && (verdict === 'unexpected' || verdict === 'unproven')
      ? [[name, `${mistake.file}:${mistake.line}`, mistake.before, mistake.after]]
      : [],
  );
  return rows.length === 0 ? [] : [['Survivor', 'In', 'Was', 'Is'], ...rows];
}

/** The same for the terminal, each on lines of its own; empty where there is none. */
export function renderSurvivors(judgements: readonly Judgement[]): string {
  const [, ...rows] = listSurvivors(judgements);
  return rows.map(([name, place, before, after]) => `${name}  ${place}\n  was ${before}\n  is  ${after}`).join('\n');
}

/**
 * How many generated defects were caught. Those with which the gateway does not start, or of which no program can be built,
 * are told apart: nobody would ship one.
 */
export function summarizeGenerated(judgements: readonly Judgement[]): readonly string[] {
  const all = judgements.filter(({ kind }) => kind === 'generated');
  if (all.length === 0) return [];
  const tried = all.filter(({ verdict }) => verdict !== 'broken');
  const caught = tried.filter(({ verdict }) => verdict === 'expected');
  const broken = all.length - tried.length;
  return [
    ...(broken > 0 ? [`${broken} of ${all.length} left out: with them the gateway does not start`] : []),
    `${caught.length} of ${tried.length} generated defects caught`,
  ];
}
