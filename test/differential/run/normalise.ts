import { createHash } from 'node:crypto';
import { type Answer, isIdle } from '../client.ts';
import type { Raw } from './perform.ts';
import type { Outcome, Outcomes } from './steps.ts';

/** What of a server's answers differs from run to run; the same value gets the same name all through a group. */
export class Normaliser {
  readonly #names = new Map<string, string>();
  readonly #counts = new Map<string, number>();
  readonly #sentences: ReadonlySet<string>;

  /** @param sentences of others, which are kept as digests only */
  constructor(sentences: ReadonlySet<string> = new Set()) {
    this.#sentences = sentences;
  }

  outcomesOf(raws: readonly Raw[]): Outcomes {
    return Object.fromEntries(raws.map((raw) => [raw.id, this.#outcomeOf(raw)]));
  }

  #outcomeOf({ answer, events }: Raw): Outcome {
    if (events) return { events: events.map((event) => this.#walk(event, '')) };
    if (!answer) return {};
    const streamed = readStream(answer);
    if (streamed) return { code: answer.code, events: streamed.map((event) => this.#walk(event, '')) };
    const warnings = readWarnings(answer).map((text) => this.#text(text));
    const body = answer.body === undefined ? { text: this.#text(answer.text) } : this.#body(answer.body);
    return { code: answer.code, ...(warnings.length > 0 && { warnings: warnings.sort() }), body };
  }

  #body(body: unknown): unknown {
    const walked = this.#walk(body, '');
    return isStatus(walked) ? sortCauses(walked) : walked;
  }

  #walk(value: unknown, path: string): unknown {
    if (Array.isArray(value)) {
      const items = value.map((item) => this.#walk(item, path));
      return path.endsWith('.managedFields') ? items.sort(compareManagers) : items;
    }
    if (typeof value !== 'object' || value === null) return typeof value === 'string' ? this.#leaf(value, path) : value;
    const isList = Array.isArray(Reflect.get(value, 'items'));
    const entries = Object.entries(value).map(([name, field]) => {
      if (isList && name === 'metadata') return [name, { ...this.#listMeta(field) }];
      // An owner reference is owned by its uid.
      return [name.startsWith('k:{"uid":') ? this.#text(name) : name, this.#walk(field, `${path}.${name}`)];
    });
    return Object.fromEntries(entries.sort(([a], [b]) => (String(a) < String(b) ? -1 : 1)));
  }

  /** A list's revision is that of the whole server. */
  #listMeta(metadata: unknown): object {
    const fields = typeof metadata === 'object' && metadata !== null ? metadata : {};
    const hidden = ['resourceVersion', 'continue'].filter((name) => Reflect.get(fields, name));
    return { ...fields, ...Object.fromEntries(hidden.map((name) => [name, `<${name}>`])) };
  }

  #leaf(text: string, path: string): string {
    if (path.endsWith('.uid') && text.length === 36) return this.#name('uid', text);
    if (path.endsWith('.resourceVersion') && /^\d+$/.test(text)) return this.#name('revision', text);
    return this.#text(text);
  }

  #name(kind: string, text: string): string {
    const known = this.#names.get(text);
    if (known) return known;
    const count = (this.#counts.get(kind) ?? 0) + 1;
    this.#counts.set(kind, count);
    const name = `<${kind} ${count}>`;
    this.#names.set(text, name);
    return name;
  }

  #text(text: string): string {
    const known = text.replace(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, (uid) => this.#name('uid', uid));
    // Requests hold earlier years, so that what is told of them stays to be compared.
    const recorded = known.replace(/(ResourceVersion in record) \(\d+\)/g, '$1 (<revision>)');
    const timed = recorded.replace(/20(2[5-9]|[3-9]\d)-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z/g, '<time>');
    const named = timed.replace(/(UPPER-|a{40,})[bcdfghjklmnpqrstvwxz2456789]{5}/g, '$1<generated>');
    const versioned = named.replace(/(too old resource version|Too large resource version): \d+.*/, '$1: <revisions>');
    // The order of fields in an object that a message prints means nothing.
    const short = versioned.replace(/(Invalid value: )"(\{\\"apiVersion(?:[^"\\]|\\.)*)"/g, '$1<object>');
    return this.#hide(short.replace(/selfType\d+/g, 'selfType'));
  }

  #hide(text: string): string {
    let hidden = text;
    for (const sentence of this.#sentences) {
      if (hidden.includes(sentence)) hidden = hidden.replaceAll(sentence, `<rule ${digest(sentence)}>`);
    }
    return hidden;
  }
}

/** The events of a watch that was read to its end. */
function readStream({ body, text }: Answer): unknown[] | undefined {
  if (body !== undefined || !text.startsWith('{"type":')) return undefined;
  return text
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as unknown)
    .filter((event) => !isIdle(event));
}

function digest(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 8);
}

function readWarnings({ headers }: Answer): string[] {
  const header = headers.warning;
  const text = Array.isArray(header) ? header.join(', ') : (header ?? '');
  return [...text.matchAll(/299 - "((?:[^"\\]|\\.)*)"/g)].map(([, quoted = '']) => quoted.replace(/\\(.)/g, '$1'));
}

interface Cause {
  reason?: string;
  message?: string;
  field?: string;
}

interface Status {
  message: string;
  details: { causes: Cause[] };
}

function isStatus(value: unknown): value is Status {
  const causes: unknown = Reflect.get(Object(Reflect.get(Object(value), 'details')), 'causes');
  return Reflect.get(Object(value), 'kind') === 'Status' && Array.isArray(causes) && causes.length > 1;
}

/** A Go server tells what it found in maps in any order: causes are sorted, and the message with them. */
function sortCauses(status: Status): Status {
  const causes = status.details.causes.toSorted((a, b) => (order(a) < order(b) ? -1 : 1));
  const lines = [...new Set(causes.map(({ field, message }) => `${field}: ${message}`))];
  const start = status.message.indexOf('[');
  const isWhole = start >= 0 && lines.every((line) => status.message.includes(line));
  const message = isWhole ? `${status.message.slice(0, start)}[${lines.join(', ')}]` : status.message;
  return { ...status, message, details: { ...status.details, causes } };
}

function order({ field = '', message = '' }: Cause): string {
  return `${field}\n${message}`;
}

function compareManagers(a: unknown, b: unknown): number {
  const [left, right] = [describeManager(a), describeManager(b)];
  return left < right ? -1 : left > right ? 1 : 0;
}

function describeManager(entry: unknown): string {
  const fields = ['operation', 'manager', 'subresource', 'apiVersion'];
  return fields.map((name) => String(Reflect.get(Object(entry), name))).join(' ');
}
