import type { ScenarioDefinition } from '../../scenario/define.ts';
import type { BackendSaw, HttpExpectation } from '../../scenario/expectations.ts';
import type { HttpRequest, Step } from '../../scenario/steps.ts';
import { listRows } from '../../steps/rows.ts';

/** Step, row, what is sent and what is expected: one table row for each row of a scenario. */
export function describeRows(definition: ScenarioDefinition, steps: readonly Step[], hostname: string): string[][] {
  const plans = listRows(definition, steps);
  return steps.flatMap((step, index) => {
    const rows = plans.filter((plan) => plan.step === index);
    return rows.map((plan, place) => [`${index + 1}`, step.kind, plan.name, ...describeStep(step, place, hostname)]);
  });
}

function describeStep(step: Step, place: number, hostname: string): [string, string] {
  switch (step.kind) {
    case 'http': {
      const row = step.rows[place];
      return row ? [describeRequest(row.send), describeExpectation(row.expect, row.send, hostname)] : ['', ''];
    }
    case 'distribution': {
      const shares = Object.entries(step.weights).map(([backend, weight]) => `${backend} ${weight}`);
      return [
        step.protocol === 'http' ? describeRequest(step.send) : step.protocol,
        `shares ${shares.join(' : ')}, ± ${step.tolerance * 100} points`,
      ];
    }
    case 'patch':
    case 'delete':
      return [step.ref, ''];
    case 'apply':
      return [step.objects.map(({ kind, metadata }) => `${kind}/${metadata.name}`).join(', '), ''];
    case 'custom':
      return ['', step.reason];
    default:
      return ['', ''];
  }
}

function describeRequest({ method, path, host, headers, scheme, sni }: HttpRequest): string {
  const parts = [`${method ?? 'GET'} ${scheme === 'https' ? 'https ' : ''}${path ?? '/'}`];
  if (host !== undefined) parts.push(`host ${host}`);
  if (sni !== undefined) parts.push(`sni ${sni}`);
  for (const [name, value] of Object.entries(headers ?? {})) {
    parts.push(`${name}: ${typeof value === 'string' ? value : value.join(', ')}`);
  }
  return parts.join('; ');
}

function describeExpectation(expect: HttpExpectation, send: HttpRequest, hostname: string): string {
  const sent = { method: send.method ?? 'GET', path: send.path ?? '/', host: send.host ?? hostname };
  if ('redirect' in expect) {
    const { status, ...target } = expect.redirect;
    const where = Object.entries(target).map(([part, value]) => `${part} ${value}`);
    return `${status} to ${where.join(', ')}`;
  }
  if ('connection' in expect) return 'no answer';
  if ('oneOf' in expect) return `${expect.status ?? 200} from ${expect.oneOf.join(' or ')}`;
  if ('backend' in expect) return `${expect.status ?? 200} from ${expect.backend}${describeSaw(expect.saw, sent)}`;
  return [expect.status].flat().join(' or ');
}

/** What the backend must see otherwise than it was sent; that the rest arrives unchanged goes without saying. */
function describeSaw(saw: BackendSaw | undefined, sent: { method: string; path: string; host: string }): string {
  const parts = (['method', 'host', 'path'] as const).flatMap((name) => {
    const wanted = saw?.[name];
    return wanted === undefined || wanted === sent[name] ? [] : [`${name} ${wanted}`];
  });
  const headers = Object.entries(saw?.headers ?? {}).map(([name, wanted]) =>
    wanted === null ? `no ${name}` : `${name}: ${[wanted].flat().join(', ')}`,
  );
  const all = [...parts, ...headers];
  return all.length > 0 ? `, which saw ${all.join(', ')}` : '';
}
