import picocolors from 'picocolors';
import { sayCounts } from '../../output/counts.ts';
import { makePrintable, shorten } from '../../output/printable.ts';
import type { Level } from '../../rules/types.ts';
import type { MigrateFinding, Migration, Spot } from '../result.ts';

/** Findings for people: the cause, a request that shows it, both answers, and the rules that gave them. */
export function renderMigrationConsole(migration: Migration, color: boolean): string {
  const colors = picocolors.createColors(color);
  const paints: Record<Level, (text: string) => string> = {
    error: colors.red,
    warning: colors.yellow,
    info: colors.cyan,
  };
  const blocks = migration.findings.map((finding) => {
    const { rule, level, message, example, requests } = finding;
    const count = requests > 1 ? ` and ${requests - 1} more` : '';
    return [
      `${paints[level](level)} ${rule}: ${printable(message)}`,
      ...(example ? [`  ${printable(example.request)}${count}`] : []),
      ...sayBothSides(finding).map(([side, answer, spot]) => `    ${side.padEnd(8)} ${answer}${colors.dim(spot)}`),
      '',
    ].join('\n');
  });
  return `${[...blocks, saySummary(migration), ...migration.notes.map((note) => `note: ${printable(note)}`)].join('\n')}\n`;
}

function printable(text: string): string {
  return shorten(makePrintable(text), 1000);
}

function sayBothSides({ example, from, to }: MigrateFinding): [string, string, string][] {
  const say = (answer: string | undefined, spot: Spot | undefined): [string, string] => {
    const place = spot ? printable(saySpot(spot)) : '';
    return answer === undefined ? [place, ''] : [printable(answer), place === '' ? '' : `  by ${place}`];
  };
  const sides: [string, string | undefined, Spot | undefined][] = [
    ['Ingress', example?.ingress, from],
    ['Gateway', example?.gateway, to],
  ];
  return sides
    .filter(([, answer, spot]) => answer !== undefined || spot !== undefined)
    .map(([side, answer, spot]) => [side, ...say(answer, spot)]);
}

/** `ingress.yaml:12:9 Ingress shop/cart spec.rules[0].http.paths[1]` */
export function saySpot({ source, line, column, object, field }: Spot): string {
  return `${source === undefined ? '' : `${source}:${line}:${column} `}${object} ${field}`;
}

/** `2 errors: 180 requests of 3 Ingresses (class nginx, as ingress-nginx) and 2 routes, seed 1` */
export function saySummary({
  findings,
  requests,
  ingresses,
  routes,
  controller,
  ingressClass,
  seed,
}: Migration): string {
  const how = controller === 'nginx' ? 'as ingress-nginx serves them' : 'as the API defines them';
  const ofClass = ingressClass === undefined ? '' : ` of class ${makePrintable(ingressClass)}`;
  const counts = findings.length === 0 ? 'no difference' : sayCounts(findings);
  return `${counts}: ${requests.asked} requests to ${ingresses} Ingress${ingresses === 1 ? '' : 'es'}${ofClass} ${how}, and to ${routes} route${routes === 1 ? '' : 's'} (seed ${seed})`;
}
