import type { ChosenRequest } from '../../policy/generate/index.ts';
import type { Outcome } from '../../policy/model/index.ts';
import type { ExploredStage } from '../../suites/kit/explored.ts';
import { refOf } from './objects.ts';

/** Requests as rows, by the port that they go to. */
export function groupByPort(requests: readonly ChosenRequest[]): ExploredStage['traffic'] {
  const ports = [...new Set(requests.map(({ target }) => target.port))];
  return ports.flatMap((port) => {
    const own = requests.filter(({ target }) => target.port === port);
    const [first, ...rows] = own.map((chosen, index) => toRow(chosen, index));
    const target = own[0]?.target;
    if (!first || !target) return [];
    const gateway = refOf({ kind: 'Gateway', metadata: target });
    return [{ gateway, port, rows: [first, ...rows] as const }];
  });
}

type Row = ExploredStage['traffic'][number]['rows'][number];

function toRow({ request, how, answer }: ChosenRequest, index: number): Row {
  const headers: Record<string, string | string[]> = {};
  for (const [name, value] of request.headers) {
    const before = headers[name];
    headers[name] = before === undefined ? value : [before, value].flat();
  }
  const outcome = answer.alternatives[0].branches[0]?.outcome;
  return {
    name: `${index + 1}: ${request.method} ${request.host.replace(/\{domain\}/i, 'domain')}${request.path}${how === '' ? '' : `, ${how}`}`,
    send: {
      ...(request.method === 'GET' ? {} : { method: request.method }),
      host: request.host,
      path: request.path,
      ...(request.headers.length > 0 ? { headers } : {}),
    },
    expect: toExpectation(outcome),
    requirements: [findRequirement(outcome)],
  };
}

function findRequirement(outcome: Outcome | undefined): string {
  if (outcome?.kind === 'redirect') return 'httproute.filters.core';
  if (outcome?.kind !== 'respond') return 'httproute.precedence.criteria';
  if (outcome.codes.length > 1) return 'route.backendref.weight-zero';
  return outcome.codes[0] === 500 ? 'httproute.backends.all-invalid-500' : 'httproute.no-rule-404';
}

function toExpectation(outcome: Outcome | undefined): Row['expect'] {
  switch (outcome?.kind) {
    case 'forward': {
      const entries = Object.entries(outcome.request.headers).map(([name, values]) => [
        name,
        values.length === 0 ? null : values.length === 1 ? values[0] : values,
      ]);
      const { method, host, path } = outcome.request;
      const headers = entries.length > 0 ? { headers: Object.fromEntries(entries) } : {};
      return { backend: outcome.backend.name, saw: { method, host, path, ...headers } };
    }
    case 'redirect':
      return { redirect: outcome.redirect };
    case 'respond': {
      const [code = 404, ...codes] = outcome.codes;
      return { status: codes.length > 0 ? [code, ...codes] : code };
    }
    default:
      return { connection: 'refused' };
  }
}
