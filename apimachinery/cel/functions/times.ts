import { CelError } from '../values/scalars.ts';
import type { Duration, Timestamp } from '../values/time.ts';
import type { FunctionTable } from './registry.ts';

/** A date with its fields in UTC holding what a clock at the place shows. */
type Reader = (local: Date) => number;

const FIELDS: Readonly<Record<string, Reader>> = {
  getFullYear: (local) => local.getUTCFullYear(),
  getMonth: (local) => local.getUTCMonth(),
  getDate: (local) => local.getUTCDate(),
  getDayOfMonth: (local) => local.getUTCDate() - 1,
  getDayOfWeek: (local) => local.getUTCDay(),
  getDayOfYear: (local) => Math.floor((local.getTime() - Date.UTC(local.getUTCFullYear(), 0, 1)) / 86_400_000),
  getHours: (local) => local.getUTCHours(),
  getMinutes: (local) => local.getUTCMinutes(),
  getSeconds: (local) => local.getUTCSeconds(),
  getMilliseconds: (local) => local.getUTCMilliseconds(),
};

const SPANS: Readonly<Record<string, bigint>> = {
  getHours: 3_600_000_000_000n,
  getMinutes: 60_000_000_000n,
  getSeconds: 1_000_000_000n,
  getMilliseconds: 1_000_000n,
};

export function addTimeFields(table: FunctionTable): void {
  for (const [name, read] of Object.entries(FIELDS)) {
    table.addMethod(name, ['timestamp'], 'int', (at: Timestamp) => BigInt(read(at.date)));
    table.addMethod(name, ['timestamp', 'string'], 'int', (at: Timestamp, zone: string) =>
      BigInt(read(moveTo(at.date, zone))),
    );
  }
  for (const [name, nanos] of Object.entries(SPANS)) {
    table.addMethod(name, ['duration'], 'int', (span: Duration) => span.nanos / nanos);
  }
}

/** @param zone `Europe/Berlin` or `-08:00` */
function moveTo(date: Date, zone: string): Date {
  const offset = /^([-+]?)(\d\d):(\d\d)$/.exec(zone);
  if (offset) {
    const minutes = Number(offset[2]) * 60 + Number(offset[3]);
    return new Date(date.getTime() + (offset[1] === '-' ? -minutes : minutes) * 60_000);
  }
  try {
    const text = date.toLocaleString('sv-SE', { timeZone: zone || 'UTC' });
    return new Date(Date.parse(`${text.replace(' ', 'T')}Z`) + date.getUTCMilliseconds());
  } catch {
    throw new CelError(`unknown time zone ${zone}`);
  }
}
