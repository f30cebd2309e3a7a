import { median } from 'simple-statistics';
import { renderTable } from '../table.ts';
import { WATCHERS } from './fan-out.ts';
import { CLIENTS, keyOf, OPERATIONS, type Pairs, type Results, ROUTE_COUNT } from './plan.ts';
import { LISTED } from './workloads.ts';

/** How often faster the start should be. */
const START_TARGET = 5;

const NAMES = {
  create: 'create',
  update: 'update',
  list: `list ${LISTED}`,
  watch: 'create, until its watch tells',
} as const;

/** Tables that can be pasted into the README. Ratios are medians of those of each pair, with the least and the most. */
export function renderReport(results: Results): string {
  return [renderOperations(results), renderOthers(results)].join('\n\n');
}

function renderOperations({ operations }: Results): string {
  const rows = OPERATIONS.flatMap((operation) =>
    CLIENTS.map((clients) => {
      const pairs = operations.get(keyOf(operation, clients)) ?? { ours: [], real: [] };
      const of = (key: keyof (typeof pairs.ours)[number]) => select(pairs, (one) => one[key]);
      const [perSecond, medianMs, p99Ms, cpuMs] = [of('perSecond'), of('medianMs'), of('p99Ms'), of('cpuMs')];
      const ratio = median(ratiosOf(perSecond));
      return [
        `${NAMES[operation]}, ${clients} ${clients === 1 ? 'client' : 'clients'}`,
        show(perSecond, 0, '/s'),
        `${showRatios(perSecond)}${ratio >= 1 ? '' : ' (missed)'}`,
        show(medianMs, 1, ' ms'),
        show(p99Ms, 0, ' ms'),
        show(cpuMs, 2, ' ms'),
      ];
    }),
  );
  const head = [
    'ours / kube-apiserver',
    'throughput',
    'times as much',
    'median latency',
    '99 %',
    'processor time of one',
  ];
  return renderTable([head, ...rows]);
}

function renderOthers({ readyMs, fanOut, emptyMb, fullMb }: Results): string {
  const inverse = swap(readyMs);
  const reached = median(ratiosOf(inverse)) >= START_TARGET ? 'reached' : 'missed';
  return renderTable([
    ['', 'ours', 'kube-apiserver and etcd', 'kube-apiserver / ours', 'target'],
    [
      'start until CRDs are established',
      ...showBoth(readyMs, 0, ' ms'),
      showRatios(inverse),
      `≥ ${START_TARGET}: ${reached}`,
    ],
    ...(
      [
        [`a write until ${WATCHERS} watchers have heard, median`, select(fanOut, (one) => one.medianMs), 1, ' ms'],
        ['the same, 99 %', select(fanOut, (one) => one.p99Ms), 1, ' ms'],
        ['processor time of it', select(fanOut, (one) => one.cpuMs), 2, ' ms'],
        ['resident memory at the start', emptyMb, 0, ' MB'],
        [`resident memory at ${ROUTE_COUNT} HTTPRoutes`, fullMb, 0, ' MB'],
      ] as const
    ).map(([name, pairs, digits, unit]) => [name, ...showBoth(pairs, digits, unit), showRatios(swap(pairs)), '']),
  ]);
}

function select<T>({ ours, real }: Pairs<T>, read: (one: T) => number): Pairs<number> {
  return { ours: ours.map(read), real: real.map(read) };
}

function swap({ ours, real }: Pairs<number>): Pairs<number> {
  return { ours: real, real: ours };
}

function ratiosOf({ ours, real }: Pairs<number>): number[] {
  return ours.map((value, index) => value / (real[index] ?? Number.NaN));
}

function showRatios(pairs: Pairs<number>): string {
  const ratios = ratiosOf(pairs);
  const [middle, least, most] = [median(ratios), Math.min(...ratios), Math.max(...ratios)].map((one) => one.toFixed(1));
  return ratios.length === 1 ? `${middle}` : `${middle} (${least} to ${most})`;
}

function show(pairs: Pairs<number>, digits: number, unit: string): string {
  return showBoth(pairs, digits, unit).join(' / ');
}

function showBoth({ ours, real }: Pairs<number>, digits: number, unit: string): [string, string] {
  return [`${median(ours).toFixed(digits)}${unit}`, `${median(real).toFixed(digits)}${unit}`];
}
