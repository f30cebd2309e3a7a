import { badRequest } from '../errors/status.ts';
import type { Resource } from '../resources/types.ts';
import { joinMatchers, parseFieldSelector } from '../selectors/fields.ts';
import { type Matcher, parseLabelSelector } from '../selectors/labels.ts';
import type { WriteOptions } from './context.ts';

/** Of the query of a create, update or patch. `agent`: the User-Agent, which names the manager where the query does not. */
export function readWriteOptions(query: URLSearchParams, agent: string, isApply: boolean): WriteOptions {
  const dryRun = query.getAll('dryRun');
  if (dryRun.some((value) => value !== 'All' && value !== '')) {
    throw badRequest(`invalid dryRun ${JSON.stringify(dryRun.join(','))}: supported values: "All"`);
  }
  const validation = query.get('fieldValidation') || 'Warn';
  if (validation !== 'Ignore' && validation !== 'Warn' && validation !== 'Strict') {
    const detail = 'supported values: "Ignore", "Strict", "Warn"';
    throw badRequest(`invalid fieldValidation ${JSON.stringify(validation)}: ${detail}`);
  }
  const named = query.get('fieldManager') ?? '';
  return {
    dryRun: dryRun.includes('All'),
    fieldManager: named || (isApply ? '' : agent.split('/')[0]?.trim() || 'unknown'),
    fieldValidation: validation,
    force: query.get('force') === 'true',
    warnings: [],
  };
}

export function readSelectors(query: URLSearchParams, resource: Resource): Matcher | undefined {
  const byLabels = parseLabelSelector(query.get('labelSelector') ?? '');
  return joinMatchers(byLabels, parseFieldSelector(query.get('fieldSelector') ?? '', resource));
}

/** A revision of the query; undefined where none is given. */
export function readRevision(query: URLSearchParams): number | undefined {
  const text = query.get('resourceVersion') ?? '';
  if (text === '') return undefined;
  if (!/^\d+$/.test(text)) throw badRequest(`invalid resource version ${JSON.stringify(text)}`);
  return Number(text);
}

/** As a real server reads it: whatever is neither `false` nor `0` is true. */
export function readFlag(query: URLSearchParams, name: string): boolean {
  const value = query.get(name)?.toLowerCase();
  return value !== undefined && value !== 'false' && value !== '0';
}

/** A positive whole number of the query; undefined where there is none. */
export function readCount(query: URLSearchParams, name: string): number | undefined {
  const value = query.get(name);
  if (value === null || value === '') return undefined;
  if (!/^\d+$/.test(value)) throw badRequest(`invalid ${name} ${JSON.stringify(value)}: expected a whole number`);
  return Number(value);
}
