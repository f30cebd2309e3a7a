import { scaleLinear, scaleLog } from 'd3-scale';
import { curveStepAfter, line } from 'd3-shape';
import { html, type Markup } from '../html/markup.ts';
import { formatDuration } from '../text.ts';

/** One line of a plot: which share of the rounds was over after how long. */
export interface Series {
  name: string;
  /** Ascending, ms. */
  times: readonly number[];
  /** Those that never came included. */
  rounds: number;
}

const SIZE = { width: 360, height: 170, left: 40, right: 10, top: 8, bottom: 22 };
/** Nothing is measured more exactly than this, ms. */
const LEAST_MS = 10;
/** Lines are told apart by their dashes, too. */
const DASHES = ['none', '6 3', '2 3', '9 3 2 3', '1 2'];
const COLOURS = ['--accent', '--good', '--bad', '--warn', '--none'];

/** How line `at` of a plot is drawn. */
function styleOf(at: number): string {
  return `stroke:var(${COLOURS[at % COLOURS.length]});stroke-dasharray:${DASHES[Math.floor(at / COLOURS.length + at) % DASHES.length]}`;
}

/** Share of rounds over time, on a logarithmic scale, with a legend. */
export function plotTimes(title: string, series: readonly Series[]): Markup {
  const { width, height, left, right, top, bottom } = SIZE;
  const all = series.flatMap(({ times }) => times);
  if (all.length === 0) return '';
  const longest = Math.max(LEAST_MS * 10, ...all);
  const x = scaleLog([LEAST_MS, longest], [left, width - right]).clamp(true);
  const y = scaleLinear([0, 1], [height - bottom, top]);
  const ticks = x.ticks().filter((ms) => Number.isInteger(Math.log10(ms)));
  const said = series.map(({ name, times, rounds }) => {
    const half = times[Math.floor((times.length - 1) / 2)];
    return `${name}: ${half === undefined ? 'never' : `half of ${rounds} within ${formatDuration(half)}`}`;
  });
  return html`<figure class="plot"><figcaption>${title}</figcaption><svg viewBox="0 0 ${width} ${height}" role="img" aria-label="${`${title}. ${said.join('; ')}`}">
${ticks.map((ms) => html`<line class="grid" x1="${x(ms).toFixed(1)}" x2="${x(ms).toFixed(1)}" y1="${top}" y2="${height - bottom}"></line><text x="${x(ms).toFixed(1)}" y="${height - 6}" text-anchor="middle">${formatTick(ms)}</text>`)}
${[0, 0.5, 1].map((share) => html`<line class="grid" x1="${left}" x2="${width - right}" y1="${y(share)}" y2="${y(share)}"></line><text x="${left - 4}" y="${y(share) + 4}" text-anchor="end">${share * 100} %</text>`)}
${series.map((one, at) => html`<path style="${styleOf(at)}" d="${drawSteps(one, { x, y, longest })}"></path>`)}</svg>
<ul>${series.map(({ name }, at) => html`<li><svg viewBox="0 0 28 8" aria-hidden="true"><path style="${styleOf(at)}" d="M0,4H28"></path></svg> ${name}</li>`)}</ul></figure>`;
}

function formatTick(ms: number): string {
  return ms < 1000 ? `${ms} ms` : `${ms / 1000} s`;
}

interface Axes {
  x: (ms: number) => number;
  y: (share: number) => number;
  longest: number;
}

function drawSteps({ times, rounds }: Series, { x, y, longest }: Axes): string {
  const points: [number, number][] = [
    [LEAST_MS, 0],
    ...times.map((ms, at): [number, number] => [ms, (at + 1) / rounds]),
    [longest, times.length / rounds],
  ];
  const draw = line<[number, number]>()
    .x(([ms]) => x(ms))
    .y(([, share]) => y(share))
    .curve(curveStepAfter)
    .digits(1);
  return draw(points) ?? '';
}
