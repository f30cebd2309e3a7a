import { duplicateField, forbiddenField, invalidField, requiredField } from '../../../../apimachinery/errors/field.ts';
import { getString, listObjects } from '../../../../apimachinery/json.ts';
import { checkSubdomain } from '../../../../apimachinery/schema/names.ts';
import type { FieldError, JsonObject, KubeObject } from '../../../../apimachinery/types.ts';
import {
  checkAddress,
  checkLabels,
  checkPort,
  checkPortLabels,
  checkPortName,
  checkQualified,
  checkValue,
  PROTOCOLS,
  readFamily,
  readObject,
} from './values.ts';

const TYPES = ['ClusterIP', 'ExternalName', 'LoadBalancer', 'NodePort'];
const POLICIES = ['Cluster', 'Local'];
const DISTRIBUTIONS = ['PreferClose', 'PreferSameZone', 'PreferSameNode'];

/** https://kubernetes.io/docs/reference/kubernetes-api/service-resources/service-v1/ */
export function validateService(object: KubeObject, old: KubeObject | undefined): FieldError[] {
  const spec = readObject(object, 'spec');
  return [
    ...(old ? checkChange(spec, readObject(old, 'spec')) : []),
    ...checkType(spec),
    ...checkPorts(spec),
    ...checkLabels('spec.selector', spec.selector),
    ...checkValue('spec.sessionAffinity', spec.sessionAffinity, ['ClientIP', 'None']),
    ...checkAddresses(spec),
    ...checkTraffic(spec),
  ];
}

function checkChange(spec: JsonObject, was: JsonObject): FieldError[] {
  const isAddressed = getString(was, 'clusterIP') !== '' && was.type !== 'ExternalName' && spec.type !== 'ExternalName';
  if (!isAddressed || spec.clusterIP === was.clusterIP) return [];
  return [invalidField('spec.clusterIPs[0]', [spec.clusterIP], 'may not change once set')];
}

function checkType(spec: JsonObject): FieldError[] {
  const errors = checkValue('spec.type', spec.type, TYPES);
  if (spec.type !== 'ExternalName') {
    const isHeadless = spec.clusterIP === 'None';
    if (listObjects(spec.ports).length === 0 && !isHeadless) errors.push(requiredField('spec.ports'));
    if (isHeadless && (spec.type === 'LoadBalancer' || spec.type === 'NodePort')) {
      const detail = `may not be set to 'None' for ${spec.type} services`;
      errors.push(invalidField('spec.clusterIPs[0]', 'None', detail));
    }
    return errors;
  }
  for (const field of ['clusterIPs', 'ipFamilies', 'ipFamilyPolicy']) {
    if (spec[field] !== undefined) {
      errors.push(forbiddenField(`spec.${field}`, 'may not be set for ExternalName services'));
    }
  }
  const name = getString(spec, 'externalName').replace(/\.$/, '');
  const wrong = name && checkSubdomain(name);
  if (name === '') errors.push(requiredField('spec.externalName'));
  if (wrong) errors.push(invalidField('spec.externalName', name, wrong));
  return errors;
}

function checkPorts({ ports, type }: JsonObject): FieldError[] {
  const list = listObjects(ports);
  const seen = new Set<string>();
  const errors = list.flatMap((port, index) => {
    const path = `spec.ports[${index}]`;
    const key = `${port.protocol} ${port.port}`;
    const isRepeated = seen.has(key);
    seen.add(key);
    return [
      ...(list.length > 1 && !port.name ? [requiredField(`${path}.name`)] : []),
      ...checkPort(`${path}.port`, port.port ?? 0),
      ...checkValue(`${path}.protocol`, port.protocol, PROTOCOLS),
      ...checkTarget(`${path}.targetPort`, port.targetPort ?? 0),
      ...checkQualified(`${path}.appProtocol`, port.appProtocol),
      ...(type === 'ClusterIP' && port.nodePort
        ? [forbiddenField(`${path}.nodePort`, "may not be used when `type` is 'ClusterIP'")]
        : []),
      ...(isRepeated ? [duplicateField(path, describePort(port))] : []),
    ];
  });
  return [...errors, ...checkPortLabels('spec.ports', list)];
}

function checkTarget(field: string, value: unknown): FieldError[] {
  return typeof value === 'string' ? checkPortName(field, value) : checkPort(field, value);
}

/** As a real server prints what of a port may not come twice. */
function describePort({ protocol, port }: JsonObject): object {
  return { Name: '', Protocol: protocol, AppProtocol: null, Port: port, TargetPort: 0, NodePort: 0 };
}

function checkAddresses({ type, clusterIP, clusterIPs, ipFamilies, ipFamilyPolicy }: JsonObject): FieldError[] {
  if (type === 'ExternalName') return [];
  const listed: unknown[] = Array.isArray(clusterIPs) ? clusterIPs : [];
  const addresses = listed.length > 0 || !clusterIP ? listed : [clusterIP];
  const errors = addresses.flatMap((address, index) =>
    address === 'None' && index === 0 ? [] : checkAddress(`spec.clusterIPs[${index}]`, address),
  );
  if (clusterIP && addresses[0] !== clusterIP) {
    errors.push(invalidField('spec.clusterIPs', addresses, 'first value must match `clusterIP`'));
  }
  if (!clusterIP && addresses.length > 0) {
    errors.push(invalidField('spec.clusterIPs', addresses, 'must be empty when `clusterIP` is not specified'));
  }
  const families: unknown[] = Array.isArray(ipFamilies) ? ipFamilies : [];
  const policies = ['PreferDualStack', 'RequireDualStack', 'SingleStack'];
  errors.push(
    ...families.flatMap((family, index) => checkFamily(`spec.ipFamilies[${index}]`, family, families, index)),
  );
  errors.push(...checkValue('spec.ipFamilyPolicy', ipFamilyPolicy, policies));
  return errors.length > 0 || clusterIP === 'None' ? errors : matchFamilies(addresses, families);
}

function checkFamily(field: string, family: unknown, all: readonly unknown[], index: number): FieldError[] {
  const isRepeated = all.indexOf(family) < index;
  return [...checkValue(field, family, ['IPv4', 'IPv6']), ...(isRepeated ? [duplicateField(field, family)] : [])];
}

function matchFamilies(addresses: readonly unknown[], families: readonly unknown[]): FieldError[] {
  return addresses.flatMap((address, index) => {
    const family = families[index];
    if (family === undefined || family === `IPv${readFamily(String(address))}`) return [];
    const detail = `expected an ${family} value as indicated by \`ipFamilies[${index}]\``;
    return [invalidField(`spec.clusterIPs[${index}]`, address, detail)];
  });
}

function checkTraffic(spec: JsonObject): FieldError[] {
  const { type, externalIPs, externalTrafficPolicy: external, loadBalancerClass } = spec;
  const isBalanced = type === 'LoadBalancer';
  const isOpen = isBalanced || type === 'NodePort' || (type === 'ClusterIP' && Array.isArray(externalIPs));
  const errors = isOpen ? checkValue('spec.externalTrafficPolicy', external, POLICIES) : [];
  if (!isOpen && external) {
    const detail = 'may only be set for externally-accessible services';
    errors.push(invalidField('spec.externalTrafficPolicy', external, detail));
  }
  if (spec.healthCheckNodePort && !(isBalanced && external === 'Local')) {
    const detail = "may only be set when `type` is 'LoadBalancer' and `externalTrafficPolicy` is 'Local'";
    errors.push(invalidField('spec.healthCheckNodePort', spec.healthCheckNodePort, detail));
  }
  for (const field of ['allocateLoadBalancerNodePorts', 'loadBalancerClass']) {
    if (spec[field] !== undefined && !isBalanced) {
      errors.push(forbiddenField(`spec.${field}`, "may only be used when `type` is 'LoadBalancer'"));
    }
  }
  return [
    ...errors,
    ...(isBalanced ? checkQualified('spec.loadBalancerClass', loadBalancerClass) : []),
    ...checkValue('spec.internalTrafficPolicy', spec.internalTrafficPolicy, POLICIES),
    ...checkValue('spec.trafficDistribution', spec.trafficDistribution, DISTRIBUTIONS),
  ];
}

/** What a controller of load balancers writes. */
export function validateServiceStatus(object: KubeObject): FieldError[] {
  const ingress = listObjects(readObject(readObject(object, 'status'), 'loadBalancer').ingress);
  const field = 'status.loadBalancer.ingress';
  if (ingress.length > 0 && readObject(object, 'spec').type !== 'LoadBalancer') {
    return [forbiddenField(field, "may only be used when `spec.type` is 'LoadBalancer'")];
  }
  return ingress.flatMap(({ ip, ipMode, hostname }, index) => {
    const path = `${field}[${index}]`;
    const wrong = hostname && checkSubdomain(String(hostname));
    const isAddress = hostname && readFamily(String(hostname)) !== 0;
    return [
      ...(ip ? checkAddress(`${path}.ip`, ip) : []),
      ...(ip ? checkValue(`${path}.ipMode`, ipMode, ['Proxy', 'VIP']) : []),
      ...(!ip && ipMode ? [forbiddenField(`${path}.ipMode`, 'may not be specified when `ip` is not set')] : []),
      ...(typeof wrong === 'string' && wrong ? [invalidField(`${path}.hostname`, hostname, wrong)] : []),
      ...(isAddress ? [invalidField(`${path}.hostname`, hostname, 'must be a DNS name, not an IP address')] : []),
    ];
  });
}
