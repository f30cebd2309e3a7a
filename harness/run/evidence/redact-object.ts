import { isRecord } from '../../common/guards.ts';
import { isKind, kinds } from '../../kinds/index.ts';
import { compareText } from '../../kube/key.ts';
import type { KubeObject } from '../../scenario/kubernetes.ts';
import { redacted, redactText } from './redact-text.ts';

const lastApplied = 'kubectl.kubernetes.io/last-applied-configuration';
const secretName = /password|passwd|secret|token|api[_-]?key|credential/i;

/** The object as evidence shows it: keys sorted, secrets hidden, without managedFields. */
export function redactObject(object: KubeObject): unknown {
  const { managedFields: _noise, ...metadata } = object.metadata as typeof object.metadata & Record<string, unknown>;
  const { [lastApplied]: _copy, ...annotations } = metadata.annotations ?? {};
  const shown: Record<string, unknown> = {
    ...object,
    // The copy that kubectl keeps of the object would show what is hidden below.
    metadata: metadata.annotations ? { ...metadata, annotations } : metadata,
  };
  if (isKind(object, kinds.Secret)) {
    for (const field of ['data', 'stringData']) {
      if (isRecord(shown[field])) {
        shown[field] = hideValues(shown[field], field === 'data' ? 'base64' : 'utf8');
      }
    }
  }
  return redactValue(shown);
}

function hideValues(data: Record<string, unknown>, encoding: 'base64' | 'utf8'): Record<string, string> {
  const entries = Object.entries(data).map(([key, value]) => [key, redacted(Buffer.from(String(value), encoding))]);
  return Object.fromEntries(entries);
}

function redactValue(value: unknown): unknown {
  if (typeof value === 'string') {
    return redactText(value);
  }
  if (Array.isArray(value)) {
    return value.map(redactValue);
  }
  if (!isRecord(value)) {
    return value;
  }
  const entries = Object.entries(value).sort(([left], [right]) => compareText(left, right));
  return Object.fromEntries(
    entries.map(([key, entry]) => [key, isSecretVariable(value, key) ? hide(entry) : redactValue(entry)]),
  );
}

// An environment variable: its name tells what its value is.
function isSecretVariable(entry: Record<string, unknown>, key: string): boolean {
  return key === 'value' && typeof entry.name === 'string' && secretName.test(entry.name);
}

function hide(value: unknown): unknown {
  return typeof value === 'string' ? redacted(value) : redactValue(value);
}
