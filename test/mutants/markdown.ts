import type { Judgement } from './judge.ts';
import { listSurvivors } from './survivors.ts';
import { compareSuites, kinds, listHeadings, listRows, summarize } from './table.ts';

const shownCharacters = 200;

export interface Heading {
  /** Options that the tables were made with. */
  args: readonly string[];
  /** Of the official suite, `v1.6.3`. */
  officialVersion: string;
}

/** A page of what was judged: how it was, the rates, and a table for each kind of gateway. Ends with a line feed. */
export function renderMarkdown(judgements: readonly Judgement[], heading: Heading): string {
  const tables = kinds.flatMap((kind) => {
    const rows = listRows(kind, judgements, shownCharacters);
    return rows.length === 0 ? [] : [renderTable([listHeadings(kind, judgements), ...rows])];
  });
  const survivors = listSurvivors(judgements);
  if (survivors.length > 0) tables.push(renderTable(survivors));
  const asked = describeOfficial(judgements, heading);
  return `${['# What the suite catches', explain(judgements, heading), ...asked, ...summarize(judgements), ...tables].join('\n\n')}\n`;
}

function explain(judgements: readonly Judgement[], { args }: Heading): string {
  const narrowed = judgements.some(({ only }) => only !== undefined)
    ? ' Where a single scenario is named, ours may have been asked for that one alone, which is known to catch it ' +
      '(`test/mutants/known.json`).'
    : '';
  return (
    `Made by \`npm run mutants -- ${leaveOutStore(args).join(' ')}\`. Each defect is seeded alone in the reference gateway ` +
    '(`embedded/gateway/faults`), and the suite is run against that gateway on a cluster of its own, with its time-outs ' +
    `cut to a tenth. Faultless gateways are judged under the same conditions.${narrowed}`
  );
}

/** Where judgements were kept meanwhile is of no interest. */
function leaveOutStore(args: readonly string[]): readonly string[] {
  const at = args.indexOf('--resume');
  return at < 0 ? args : args.filter((_, index) => index !== at && index !== at + 1);
}

/** The rates of both suites, where the official one was asked. */
function describeOfficial(judgements: readonly Judgement[], { officialVersion }: Heading): readonly string[] {
  const { asked, caught } = compareSuites(judgements);
  if (asked.length === 0) return [];
  const ours = asked.filter(({ verdict }) => verdict === 'expected');
  const rate = (name: string, { length }: readonly Judgement[]) => [
    name,
    `${length} of ${asked.length}`,
    `${Math.round((100 * length) / asked.length)} %`,
  ];
  const words =
    `The official suite ${officialVersion} runs its profile GATEWAY-HTTP against the same gateways, with the features ` +
    'that they publish (against defects of meshes MESH-HTTP and MESH-GRPC, with all features of meshes), and waits at most 6 s for each thing. It catches a defect where a test fails that passes for ' +
    'every faultless gateway. Ours has scenarios of later releases, too, and some of its own.';
  const rates = [
    ['Suite', 'Defects caught', 'Rate'],
    rate('gwconf', ours),
    rate(`official suite ${officialVersion}`, caught),
  ];
  return [words, renderTable(rates)];
}

function renderTable([heading = [], ...rows]: readonly (readonly string[])[]): string {
  const lines = [heading, heading.map(() => '---'), ...rows.map((row) => row.map(escapeCell))];
  return lines.map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}

function escapeCell(text: string): string {
  return text.replaceAll('\\', '\\\\').replaceAll('|', '\\|').replaceAll('<', '&lt;');
}
