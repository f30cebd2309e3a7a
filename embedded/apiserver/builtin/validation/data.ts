import { createPrivateKey, X509Certificate } from 'node:crypto';
import { forbiddenField, invalidField, requiredField } from '../../../../apimachinery/errors/field.ts';
import { isEqual, isObject } from '../../../../apimachinery/json.ts';
import type { FieldError, JsonObject, KubeObject, ValidationContext } from '../../../../apimachinery/types.ts';
import { describeJsonFault } from '../../server/goerrors.ts';
import { readObject } from './values.ts';

const ACCOUNT_NAME = 'kubernetes.io/service-account.name';
const KEY =
  "a valid config key must consist of alphanumeric characters, '-', '_' or '.' (e.g. 'key.name',  or 'KEY_NAME',  or 'key-name', regex used for validation is '[-._a-zA-Z0-9]+')";

export function validateConfigMap(object: KubeObject, old: KubeObject | undefined): FieldError[] {
  const [data, binary] = [readObject(object, 'data'), readObject(object, 'binaryData')];
  const both = Object.keys(data).filter((key) => Object.hasOwn(binary, key));
  return [
    ...checkKeys('data', data),
    ...checkKeys('binaryData', binary),
    ...both.map((key) => invalidField(`data[${key}]`, key, 'duplicate of key present in binaryData')),
    ...checkFrozen(object, old),
  ];
}

/** https://kubernetes.io/docs/concepts/configuration/secret/#secret-types */
export function validateSecret(
  object: KubeObject,
  old: KubeObject | undefined,
  { warnings }: Pick<ValidationContext, 'warnings'>,
): FieldError[] {
  const data = readObject(object, 'data');
  const errors = [...checkKeys('data', data), ...checkContent(object, data), ...checkFrozen(object, old)];
  if (errors.length === 0 && object.type === 'kubernetes.io/tls') warnings.push(...warnOfKeyPair(data));
  return errors;
}

function checkKeys(field: string, data: JsonObject): FieldError[] {
  return Object.keys(data).flatMap((key) => {
    const faults = [
      key.length > 253 && 'must be no more than 253 characters',
      !/^[-._a-zA-Z0-9]+$/.test(key) && KEY,
      (key === '.' || key === '..') && `must not be '${key}'`,
      key.startsWith('..') && key !== '..' && "must not start with '..'",
    ];
    return faults.filter((fault) => fault !== false).map((fault) => invalidField(`${field}[${key}]`, key, fault));
  });
}

/** What a Secret of a type must have. */
function checkContent({ type, metadata }: KubeObject, data: JsonObject): FieldError[] {
  const require = (...keys: string[]) => keys.filter((key) => !Object.hasOwn(data, key)).map(describeMissing);
  const username = require('username');
  switch (type) {
    case 'kubernetes.io/service-account-token':
      return metadata.annotations?.[ACCOUNT_NAME] ? [] : [requiredField(`metadata.annotations[${ACCOUNT_NAME}]`)];
    case 'kubernetes.io/tls':
      return require('tls.crt', 'tls.key');
    case 'kubernetes.io/basic-auth':
      // One of them is enough.
      return username.length > 0 && require('password').length > 0 ? [...username, ...require('password')] : [];
    case 'kubernetes.io/ssh-auth':
      return data['ssh-privatekey'] ? [] : [describeMissing('ssh-privatekey')];
    case 'kubernetes.io/dockercfg':
      return checkJson(data, '.dockercfg');
    case 'kubernetes.io/dockerconfigjson':
      return checkJson(data, '.dockerconfigjson');
    default:
      return [];
  }
}

function describeMissing(key: string): FieldError {
  return requiredField(`data[${key}]`);
}

function checkJson(data: JsonObject, key: string): FieldError[] {
  if (!Object.hasOwn(data, key)) return [describeMissing(key)];
  const text = decode(data[key]);
  const refuse = (why: string) => [invalidField(`data[${key}]`, '<secret contents redacted>', why)];
  try {
    const value: unknown = JSON.parse(text);
    if (isObject(value) || value === null) return [];
    const kind = Array.isArray(value) ? 'array' : typeof value === 'boolean' ? 'bool' : typeof value;
    return refuse(`json: cannot unmarshal ${kind} into Go value of type map[string]interface {}`);
  } catch {
    return refuse(describeJsonFault(text));
  }
}

function decode(value: unknown): string {
  return Buffer.from(String(value ?? ''), 'base64').toString();
}

/** Texts of Warning headers about a certificate that no server could use. */
function warnOfKeyPair(data: JsonObject): string[] {
  const [certificate, key] = [decode(data['tls.crt']), decode(data['tls.key'])];
  const begin = '-----BEGIN ';
  if (!certificate.includes(begin)) return ['tls: failed to find any PEM data in certificate input'];
  if (!key.includes(begin)) return ['tls: failed to find any PEM data in key input'];
  try {
    const isPair = new X509Certificate(certificate).checkPrivateKey(createPrivateKey(key));
    return isPair ? [] : ['tls: private key does not match public key'];
  } catch {
    return [];
  }
}

function checkFrozen(object: KubeObject, old: KubeObject | undefined): FieldError[] {
  if (old?.immutable !== true) return [];
  if (object.immutable !== true) return [forbiddenField('immutable', 'field is immutable when `immutable` is set')];
  const same = isEqual(object.data, old.data) && isEqual(object.binaryData, old.binaryData);
  return same ? [] : [forbiddenField('data', 'field is immutable when `immutable` is set')];
}
