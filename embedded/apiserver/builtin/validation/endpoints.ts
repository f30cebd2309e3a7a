import { invalidField, requiredField } from '../../../../apimachinery/errors/field.ts';
import { getString, isEqual, listObjects } from '../../../../apimachinery/json.ts';
import { checkSubdomain } from '../../../../apimachinery/schema/names.ts';
import type { FieldError, KubeObject } from '../../../../apimachinery/types.ts';
import {
  checkAddress,
  checkEndpoint,
  checkPort,
  checkPortLabels,
  checkQualified,
  checkValue,
  PROTOCOLS,
  readFamily,
} from './values.ts';

/** https://kubernetes.io/docs/reference/kubernetes-api/service-resources/endpoint-slice-v1/ */
export function validateEndpointSlice(object: KubeObject, old: KubeObject | undefined): FieldError[] {
  const type = getString(object, 'addressType');
  // What was stored once is not judged again.
  const isKept = old !== undefined && isEqual(object.endpoints, old.endpoints);
  const endpoints = (isKept ? [] : listObjects(object.endpoints)).flatMap(({ addresses }, index) => {
    const path = `endpoints[${index}].addresses`;
    const list: unknown[] = Array.isArray(addresses) ? addresses : [];
    if (list.length === 0) return [requiredField(path, 'must contain at least 1 address')];
    return list.flatMap((address, place) => checkOfType(path, place, address, type));
  });
  const ports = listObjects(object.ports);
  const faults = ports.flatMap(({ protocol, appProtocol }, index) => [
    ...checkValue(`ports[${index}].protocol`, protocol, PROTOCOLS),
    ...checkQualified(`ports[${index}].appProtocol`, appProtocol),
  ]);
  return [...endpoints, ...faults, ...checkPortLabels('ports', ports, true)];
}

function checkOfType(path: string, index: number, address: unknown, type: string): FieldError[] {
  const field = `${path}[${index}]`;
  if (type === 'FQDN') {
    const wrong = checkSubdomain(String(address));
    return wrong ? [invalidField(field, address, wrong)] : [];
  }
  const errors = checkAddress(field, address);
  if (errors.length > 0) return errors;
  const isOther = type !== `IPv${readFamily(String(address))}`;
  return [
    ...(isOther ? [invalidField(path, address, `must be an ${type} address`)] : []),
    ...checkEndpoint(field, address),
  ];
}

/** https://kubernetes.io/docs/reference/kubernetes-api/service-resources/endpoints-v1/ */
export function validateEndpoints(object: KubeObject): FieldError[] {
  return listObjects(object.subsets).flatMap(({ addresses, notReadyAddresses, ports }, index) => {
    const path = `subsets[${index}]`;
    const lists = Object.entries({ addresses, notReadyAddresses });
    const found = lists.flatMap(([name, list]) =>
      listObjects(list).flatMap(({ ip }, place) => {
        const field = `${path}.${name}[${place}].ip`;
        return [...checkAddress(field, ip), ...checkEndpoint(field, ip)];
      }),
    );
    const isEmpty = lists.every(([, list]) => listObjects(list).length === 0);
    return [
      ...(isEmpty ? [requiredField(path, 'must specify `addresses` or `notReadyAddresses`')] : []),
      ...found,
      ...listObjects(ports).flatMap((port, place) => [
        ...checkPort(`${path}.ports[${place}].port`, port.port ?? 0),
        ...checkValue(`${path}.ports[${place}].protocol`, port.protocol, PROTOCOLS),
      ]),
    ];
  });
}
