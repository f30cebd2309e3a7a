import type { Group } from '../../run/steps.ts';
import { MERGE } from '../common.ts';
import { CRDS, GROUP, makeCrd, makeNamespace, makeObject, serveCrd } from '../own-crds.ts';
import { REFUSED_DEFINITIONS } from './refused-definitions.ts';

const text = { type: 'string' };
const number = { type: 'integer' };
const object = (properties: object): object => ({ type: 'object', properties });
const V = `/apis/${GROUP}`;

/** CustomResourceDefinitions themselves: what is refused, versions, their life. */
export const definitions: Group = {
  name: 'definitions',
  steps: [
    { id: 'namespace', method: 'POST', path: '/api/v1/namespaces', body: makeNamespace('definitions') },
    ...REFUSED_DEFINITIONS,
    ...serveCrd(
      'created',
      makeCrd('Chosen', object({ spec: object({ color: text, size: number }) }), {
        version: {
          selectableFields: [{ jsonPath: '.spec.color' }, { jsonPath: '.spec.size' }],
          additionalPrinterColumns: [{ name: 'Color', type: 'string', jsonPath: '.spec.color' }],
        },
        spec: {
          names: { kind: 'Chosen', plural: 'chosens', shortNames: ['ch'], categories: ['all'] },
          versions: [
            {
              name: 'v1',
              served: true,
              storage: true,
              schema: { openAPIV3Schema: object({ spec: object({ color: text, size: number, only1: text }) }) },
              selectableFields: [{ jsonPath: '.spec.color' }, { jsonPath: '.spec.size' }],
            },
            {
              name: 'v1beta1',
              served: true,
              storage: false,
              deprecated: true,
              schema: {
                openAPIV3Schema: object({
                  spec: object({ color: text, size: number, only2: { ...text, default: 'beta' } }),
                }),
              },
            },
            {
              name: 'v1alpha1',
              served: true,
              storage: false,
              deprecated: true,
              deprecationWarning: 'use v1 instead',
              schema: {
                openAPIV3Schema: object({ spec: { type: 'object', 'x-kubernetes-preserve-unknown-fields': true } }),
              },
            },
            { name: 'v0', served: false, storage: false, schema: { openAPIV3Schema: { type: 'object' } } },
          ],
        },
      }),
    ),
    { id: 'read', method: 'GET', path: `${CRDS}/chosens.${GROUP}` },
    { id: 'discovered', method: 'GET', path: V },
    { id: 'discovered-beta', method: 'GET', path: `${V}/v1beta1` },
    {
      id: 'red',
      method: 'POST',
      path: `${V}/v1/namespaces/definitions/chosens`,
      body: makeObject('Chosen', 'red', { spec: { color: 'red', size: 1, only1: 'x', only2: 'y' } }),
    },
    {
      id: 'blue',
      method: 'POST',
      path: `${V}/v1beta1/namespaces/definitions/chosens`,
      body: {
        ...makeObject('Chosen', 'blue', { spec: { color: 'blue', size: 2, only2: 'z' } }),
        apiVersion: `${GROUP}/v1beta1`,
      },
    },
    { id: 'red-as-beta', method: 'GET', path: `${V}/v1beta1/namespaces/definitions/chosens/red` },
    { id: 'blue-as-v1', method: 'GET', path: `${V}/v1/namespaces/definitions/chosens/blue` },
    { id: 'red-as-alpha', method: 'GET', path: `${V}/v1alpha1/namespaces/definitions/chosens/red` },
    { id: 'not-served', method: 'GET', path: `${V}/v0/namespaces/definitions/chosens` },
    { id: 'by-color', method: 'GET', path: `${V}/v1/namespaces/definitions/chosens?fieldSelector=spec.color%3Dred` },
    { id: 'by-size', method: 'GET', path: `${V}/v1/namespaces/definitions/chosens?fieldSelector=spec.size%3D2` },
    { id: 'by-nothing', method: 'GET', path: `${V}/v1/namespaces/definitions/chosens?fieldSelector=spec.nothing%3D2` },
    {
      id: 'patched-as-beta',
      method: 'PATCH',
      path: `${V}/v1beta1/namespaces/definitions/chosens/red`,
      headers: MERGE,
      body: { spec: { size: 5 } },
    },
    {
      id: 'immutable-kind',
      method: 'PATCH',
      path: `${CRDS}/chosens.${GROUP}`,
      headers: MERGE,
      body: { spec: { names: { kind: 'Other' }, scope: 'Cluster' } },
    },
    {
      id: 'version-dropped',
      method: 'PATCH',
      path: `${CRDS}/chosens.${GROUP}`,
      headers: MERGE,
      body: {
        spec: {
          versions: [{ name: 'v2', served: true, storage: true, schema: { openAPIV3Schema: { type: 'object' } } }],
        },
      },
    },
    {
      watch: 'going',
      path: `${CRDS}?watch=true&fieldSelector=metadata.name%3Dchosens.${GROUP}&resourceVersion={{read.metadata.resourceVersion}}`,
    },
    {
      id: 'red-held',
      method: 'PATCH',
      path: `${V}/v1/namespaces/definitions/chosens/red`,
      headers: MERGE,
      body: { metadata: { finalizers: ['example.com/hold'] } },
    },
    { id: 'deleted', method: 'DELETE', path: `${CRDS}/chosens.${GROUP}` },
    { until: `${CRDS}/chosens.${GROUP}`, field: 'status.conditions.2.type', value: 'Terminating' },
    {
      until: `${V}/v1/namespaces/definitions/chosens/red`,
      field: 'metadata.deletionGracePeriodSeconds',
      value: 0,
    },
    {
      id: 'create-while-going',
      method: 'POST',
      path: `${V}/v1/namespaces/definitions/chosens`,
      body: makeObject('Chosen', 'late', { spec: {} }),
    },
    { until: `${V}/v1/namespaces/definitions/chosens/blue`, code: 404 },
    {
      id: 'red-released',
      method: 'PATCH',
      path: `${V}/v1/namespaces/definitions/chosens/red`,
      headers: MERGE,
      body: { metadata: { finalizers: null } },
    },
    { until: `${CRDS}/chosens.${GROUP}`, code: 404 },
    { until: `${V}/v1/namespaces/definitions/chosens`, code: 404 },
    { id: 'gone', method: 'GET', path: `${V}/v1/namespaces/definitions/chosens` },
  ],
};
