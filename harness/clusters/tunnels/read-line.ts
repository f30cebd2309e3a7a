import { isRecord } from '../../common/guards.ts';
import type { SenderAnswer, SenderFailure } from '../../protocols/common/sender.ts';

/** How far an exchange got, in the agent's words. */
export type AgentStage = 'connecting' | 'sent' | 'answering';

export type AgentOutcome = { answer: SenderAnswer } | { failure: SenderFailure };

type Line = { id: number } & ({ stage: AgentStage } | { outcome: AgentOutcome });

const STAGES: ReadonlySet<unknown> = new Set<AgentStage>(['connecting', 'sent', 'answering']);

/** A line of the agent; undefined for what is none. */
export function readLine(line: string): Line | undefined {
  const value = parse(line);
  if (!isRecord(value) || typeof value.id !== 'number') return undefined;
  const { id, stage, ms, answer, failure } = value;
  if (isStage(stage)) return { id, stage };
  if (isRecord(failure)) return { id, outcome: { failure: readFailure(failure) } };
  const read = isRecord(answer) && typeof ms === 'number' ? readAnswer(answer, ms) : undefined;
  return read && { id, outcome: { answer: read } };
}

function readAnswer(value: Record<string, unknown>, durationMs: number): SenderAnswer | undefined {
  const { status, version, body, length } = value;
  const headers = pair(value.headers);
  const trailers = pair(value.trailers);
  if (typeof status !== 'number' || typeof version !== 'string' || typeof body !== 'string' || !headers)
    return undefined;
  const bytes = Buffer.from(body, 'base64');
  return {
    status,
    httpVersion: version,
    headers,
    ...(trailers ? { trailers } : {}),
    body: bytes,
    bodyTruncated: typeof length === 'number' && length > bytes.length,
    durationMs,
  };
}

function readFailure({ code, message, unopened, status, length }: Record<string, unknown>): SenderFailure {
  return {
    code: typeof code === 'string' ? code : 'UNKNOWN',
    message: typeof message === 'string' ? message : '',
    ...(unopened === true ? { unopened } : {}),
    ...(typeof status === 'number' ? { status } : {}),
    ...(typeof length === 'number' ? { length } : {}),
  };
}

/** Names and values in turn. */
function pair(value: unknown): [string, string][] | undefined {
  if (!Array.isArray(value) || !value.every((one) => typeof one === 'string')) return undefined;
  return value.flatMap((name, at): [string, string][] => (at % 2 === 0 ? [[name, value[at + 1] ?? '']] : []));
}

function isStage(value: unknown): value is AgentStage {
  return STAGES.has(value);
}

function parse(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}
