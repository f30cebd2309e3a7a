import type { Step } from '../../scenario/steps.ts';
import { kindOf } from '../../steps/kinds/index.ts';
import type { RowPlan } from '../../steps/rows.ts';

/** What the official echo image's client cannot send, for rows of a mesh; undefined where it can. */
function findLack(protocol: string, send: object): string | undefined {
  const client = "the echo image's client, run by exec,";
  if (protocol !== 'http') return `${client} sends no ${protocol} that the backends of this run answer`;
  if ('body' in send) return `${client} sends no body`;
  if ('version' in send && send.version !== '1.1') return `${client} is asked for HTTP/1.1 alone`;
  return 'scheme' in send && send.scheme === 'https' ? `${client} is asked for HTTP without TLS alone` : undefined;
}

/** The rows of a scenario, those left out, with the reason, that the client cannot send. */
export function leaveOutUnsendable(steps: readonly Step[], rows: readonly RowPlan[]): readonly RowPlan[] {
  return steps.flatMap((step, index) => {
    const own = rows.filter((row) => row.step === index);
    if (kindOf(step).group !== 'traffic') return own;
    const protocol = step.kind === 'distribution' ? step.protocol : step.kind;
    const requests = kindOf(step).requests(step);
    return own.map((row, place) => {
      const lack = findLack(protocol, requests[place]?.send ?? {});
      return lack === undefined ? row : { ...row, selected: false, leftOut: lack };
    });
  });
}

/** Why a scenario need not be run: it sends, and nothing of that can be sent so. */
export function findNothingSendable(steps: readonly Step[], rows: readonly RowPlan[]): string | undefined {
  const sent = leaveOutUnsendable(steps, rows).filter(({ step }) => {
    const written = steps[step];
    return written && kindOf(written).group === 'traffic';
  });
  return sent.every(({ leftOut }) => leftOut !== undefined) ? sent[0]?.leftOut : undefined;
}
