import type { V1CronJob, V1PersistentVolume, V1PersistentVolumeClaim, V1ResourceQuota } from '@kubernetes/client-node';
import type { KubeObject } from '../../../apimachinery/types.ts';
import { formatAge, formatSelector, formatSince } from './text.ts';
import { integer, makeColumns, type Printer, wide } from './types.ts';
import { printTemplate, TEMPLATE_AND_SELECTOR } from './workloads.ts';

/** Kinds that are kept, and that nothing here acts on. */

const MODES: Readonly<Record<string, string>> = {
  ReadWriteOnce: 'RWO',
  ReadOnlyMany: 'ROX',
  ReadWriteMany: 'RWX',
  ReadWriteOncePod: 'RWOP',
};

function formatModes(modes: readonly string[] = []): string {
  return Object.keys(MODES)
    .filter((mode) => modes.includes(mode))
    .map((mode) => MODES[mode])
    .join(',');
}

function choosePhase({ metadata }: KubeObject, phase: string | undefined): string {
  return metadata.deletionTimestamp ? 'Terminating' : (phase ?? '');
}

export const volumePrinter: Printer = {
  columns: makeColumns(
    ...['Name', 'Capacity', 'Access Modes', 'Reclaim Policy', 'Status', 'Claim', 'StorageClass'],
    ...['VolumeAttributesClass', 'Reason', 'Age', wide('VolumeMode')],
  ),
  printCells(object, now) {
    const { spec, status } = object as unknown as V1PersistentVolume;
    return [
      object.metadata.name,
      spec?.capacity?.storage ?? '0',
      formatModes(spec?.accessModes),
      spec?.persistentVolumeReclaimPolicy ?? '',
      choosePhase(object, status?.phase),
      spec?.claimRef ? `${spec.claimRef.namespace ?? ''}/${spec.claimRef.name ?? ''}` : '',
      spec?.storageClassName ?? '',
      spec?.volumeAttributesClassName ?? '<unset>',
      status?.reason ?? '',
      formatAge(object, now),
      spec?.volumeMode ?? '<unset>',
    ];
  },
};

export const volumeClaimPrinter: Printer = {
  columns: makeColumns(
    ...['Name', 'Status', 'Volume', 'Capacity', 'Access Modes', 'StorageClass', 'VolumeAttributesClass', 'Age'],
    wide('VolumeMode'),
  ),
  printCells(object, now) {
    const { spec, status } = object as unknown as V1PersistentVolumeClaim;
    const isBound = Boolean(spec?.volumeName);
    return [
      object.metadata.name,
      choosePhase(object, status?.phase),
      spec?.volumeName ?? '',
      isBound ? (status?.capacity?.storage ?? '0') : '',
      isBound ? formatModes(status?.accessModes) : '',
      spec?.storageClassName ?? '',
      spec?.volumeAttributesClassName ?? '<unset>',
      formatAge(object, now),
      spec?.volumeMode ?? '<unset>',
    ];
  },
};

export const cronJobPrinter: Printer = {
  columns: makeColumns(
    ...['Name', 'Schedule', 'Timezone', { name: 'Suspend', type: 'boolean' as const }, integer('Active')],
    ...['Last Schedule', 'Age', ...TEMPLATE_AND_SELECTOR],
  ),
  printCells(object, now) {
    const { spec, status } = object as unknown as V1CronJob;
    const job = spec?.jobTemplate?.spec;
    const suspend = spec?.suspend;
    return [
      object.metadata.name,
      spec?.schedule ?? '',
      spec?.timeZone ?? '<none>',
      suspend === undefined ? '<unset>' : suspend ? 'True' : 'False',
      status?.active?.length ?? 0,
      status?.lastScheduleTime ? formatSince(status.lastScheduleTime, now) : '<none>',
      formatAge(object, now),
      ...printTemplate(job?.template),
      formatSelector(job?.selector),
    ];
  },
};

export const quotaPrinter: Printer = {
  columns: makeColumns('Name', 'Request', 'Limit', 'Age'),
  printCells(object, now) {
    const { status } = object as unknown as V1ResourceQuota;
    const rows = Object.keys(status?.hard ?? {})
      .sort()
      .map((name) => ({ name, text: `${name}: ${status?.used?.[name] ?? 0}/${status?.hard?.[name]}` }));
    const isLimit = ({ name }: { name: string }) => name.startsWith('limits.');
    const join = (list: { text: string }[]) => list.map(({ text }) => text).join(', ');
    return [
      object.metadata.name,
      join(rows.filter((row) => !isLimit(row))),
      join(rows.filter(isLimit)),
      formatAge(object, now),
    ];
  },
};
