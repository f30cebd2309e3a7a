import { setTimeout as sleep } from 'node:timers/promises';
import { type Answer, openWatch, type Server, sendRequest, type WatchEvent } from '../client.ts';
import { fillReferences } from './references.ts';
import type { EventsStep, Group, RequestStep, UntilStep } from './steps.ts';

/** An answer as it came. */
export interface Raw {
  id: string;
  answer?: Answer;
  events?: WatchEvent[];
}

interface Watch {
  code: number;
  events: WatchEvent[];
  close(): void;
}

const TRIES = 150;
const PAUSE_MS = 100;

/** Sends a group's requests one after the other. Rejects where a server gives fewer events than are asked for. */
export async function performGroup(server: Server, group: Group): Promise<Raw[]> {
  const raws: Raw[] = [];
  const watches = new Map<string, Watch>();
  const bodies = new Map<string, unknown>();
  try {
    for (const step of group.steps) {
      const filled = fillReferences(step, bodies);
      if ('watch' in filled) watches.set(filled.watch, await openWatch(server, filled.path));
      else if ('events' in filled) raws.push(await collect(filled, watches.get(filled.events), group.name));
      else if ('until' in filled) await awaitAnswer(server, filled, describe(group, raws));
      else {
        const answer = await send(server, filled);
        bodies.set(filled.id, answer.body);
        raws.push({ id: filled.id, answer });
      }
    }
    return raws;
  } finally {
    for (const watch of watches.values()) watch.close();
  }
}

function send(server: Server, { method, path, body, headers, as }: RequestStep): Promise<Answer> {
  const asked = as === undefined ? headers : { ...headers, 'impersonate-user': as };
  return sendRequest(server, { method, path, body, ...(asked && { headers: asked }) });
}

async function collect({ id, count = 1, last }: EventsStep, watch: Watch | undefined, group: string): Promise<Raw> {
  const isDone = () => {
    const seen = watch?.events ?? [];
    return last === undefined ? seen.length >= count : seen.some(({ type }) => type === last);
  };
  for (let tries = 0; tries < TRIES && !isDone(); tries++) await sleep(PAUSE_MS / 4);
  // What comes after the last event that is asked for belongs to nobody; a moment shows whether anything does.
  await sleep(PAUSE_MS);
  watch?.close();
  const events = watch?.events ?? [];
  if (!isDone()) throw new Error(`${group}: ${id} has ${events.length} events, not ${last ?? count}`);
  return { id, events };
}

/** What came before, since that is most often why something does not come. */
function describe({ name }: Group, raws: readonly Raw[]): string {
  const { id, answer } = raws[raws.length - 1] ?? {};
  return `${name}, after ${id} (${answer?.code} ${answer?.text.slice(0, 2000)})`;
}

async function awaitAnswer(server: Server, step: UntilStep, place: string): Promise<void> {
  let last: Answer | undefined;
  for (let tries = 0; tries < TRIES; tries++) {
    last = await sendRequest(server, { method: step.body ? 'POST' : 'GET', path: step.until, body: step.body });
    const isCode = step.code === undefined || last.code === step.code;
    if (isCode && (step.field === undefined || readField(last.body, step.field) === step.value)) return;
    await sleep(PAUSE_MS);
  }
  throw new Error(`${place}: ${step.until} did not become as awaited; it last answered ${last?.code} ${last?.text}`);
}

/** @param path `status.conditions.0.type` */
export function readField(value: unknown, path: string): unknown {
  return path.split('.').reduce<unknown>((current, name) => {
    return typeof current === 'object' && current !== null ? Reflect.get(current, name) : undefined;
  }, value);
}
