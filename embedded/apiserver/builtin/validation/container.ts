import {
  duplicateField,
  forbiddenField,
  invalidField,
  notFoundField,
  requiredField,
} from '../../../../apimachinery/errors/field.ts';
import { getString, isObject, listObjects } from '../../../../apimachinery/json.ts';
import { compareQuantities } from '../../../../apimachinery/models/quantity.ts';
import type { FieldError, JsonObject } from '../../../../apimachinery/types.ts';
import { checkPort, checkPortName, checkValue, PROTOCOLS, readObject } from './values.ts';

const PROBES = ['livenessProbe', 'readinessProbe', 'startupProbe'];
const HANDLERS = ['exec', 'httpGet', 'tcpSocket', 'grpc'];

/**
 * What a pod's containers must be beyond the fields that each has.
 * @param path of the pod's spec
 * @param claims names of volumes that a controller adds
 */
export function validateContainers(spec: JsonObject, path: string, claims: readonly unknown[] = []): FieldError[] {
  const volumes = new Set([...listObjects(spec.volumes).map(({ name }) => name), ...claims]);
  return ['containers', 'initContainers'].flatMap((list) =>
    listObjects(spec[list]).flatMap((container, index) => {
      const place = `${path}.${list}[${index}]`;
      return [
        ...checkPorts(container, `${place}.ports`),
        ...checkMounts(container, volumes, `${place}.volumeMounts`),
        ...checkResources(readObject(container, 'resources'), `${place}.resources`),
        ...PROBES.flatMap((name) => checkProbe(container[name], `${place}.${name}`)),
      ];
    }),
  );
}

function checkPorts({ ports }: JsonObject, path: string): FieldError[] {
  const names = new Set<string>();
  return listObjects(ports).flatMap((port, index) => {
    const place = `${path}[${index}]`;
    const name = getString(port, 'name');
    const errors = name ? checkPortName(`${place}.name`, name) : [];
    if (name && errors.length === 0) {
      if (names.has(name)) errors.push(duplicateField(`${place}.name`, name));
      names.add(name);
    }
    const number = port.containerPort ?? 0;
    return [
      ...errors,
      ...(number === 0 ? [requiredField(`${place}.containerPort`)] : checkPort(`${place}.containerPort`, number)),
      ...(port.hostPort ? checkPort(`${place}.hostPort`, port.hostPort) : []),
      ...checkValue(`${place}.protocol`, port.protocol, PROTOCOLS),
    ];
  });
}

function checkMounts({ volumeMounts }: JsonObject, volumes: ReadonlySet<unknown>, path: string): FieldError[] {
  const paths = new Set<unknown>();
  return listObjects(volumeMounts).flatMap(({ name, mountPath }, index) => {
    const isRepeated = mountPath !== undefined && paths.has(mountPath);
    paths.add(mountPath);
    return [
      ...(name && !volumes.has(name) ? [notFoundField(`${path}[${index}].name`, name)] : []),
      ...(isRepeated ? [invalidField(`${path}[${index}].mountPath`, mountPath, 'must be unique')] : []),
    ];
  });
}

function checkResources(resources: JsonObject, path: string): FieldError[] {
  const limits = readObject(resources, 'limits');
  return Object.entries(readObject(resources, 'requests')).flatMap(([name, wanted]) => {
    const limit = limits[name];
    if (limit === undefined || compareQuantities(String(wanted), String(limit)) <= 0) return [];
    return [invalidField(`${path}.requests`, wanted, `must be less than or equal to ${name} limit of ${limit}`)];
  });
}

function checkProbe(probe: unknown, path: string): FieldError[] {
  if (!isObject(probe)) return [];
  const [first, ...more] = HANDLERS.filter((name) => isObject(probe[name]));
  if (first === undefined) return [requiredField(path, 'must specify a handler type')];
  return more.map((name) => forbiddenField(`${path}.${name}`, 'may not specify more than 1 handler type'));
}
