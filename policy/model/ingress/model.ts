import { ManifestError } from '../read/node.ts';
import type { Ingress, IngressBackend, IngressPlace, IngressWorld } from './objects.ts';
import { readIngressWorld } from './read.ts';
import { type NginxSettings, readSettings } from './settings.ts';

export type Controller = 'nginx' | 'plain';

export interface IngressOptions {
  /** Whose semantics; undefined: those that classes and annotations tell. */
  controller?: Controller;
  /** Ingresses of this class only; undefined: there is one class. */
  className?: string;
}

/** One path of one Ingress, or the default backend of one. */
export interface PathEntry extends IngressPlace {
  settings: NginxSettings;
  host?: string;
  path: number;
  rule: number;
  text: string;
  type: Ingress['rules'][number]['paths'][number]['type'];
  backend: IngressBackend;
}

export interface IngressModel {
  controller: Controller;
  className?: string;
  world: IngressWorld;
  /** Those of the class, oldest first. */
  ingresses: readonly { ingress: Ingress; settings: NginxSettings }[];
  /** Paths of all Ingresses save canaries, in the order in which they count. */
  entries: readonly PathEntry[];
}

const NGINX = 'k8s.io/ingress-nginx';

/** @throws ManifestError where a field has another type than the API gives it, or several classes leave the choice open */
export function createIngressModel(objects: readonly unknown[], options: IngressOptions): IngressModel {
  const world = readIngressWorld(objects);
  const className = options.className ?? chooseClass(world);
  const isOfClass = (ingress: Ingress) => className === undefined || classOf(ingress, world) === className;
  const ingresses = world.ingresses
    .filter((ingress) => !ingress.meta.deleting && isOfClass(ingress))
    .toSorted((a, b) => compareText(ageOf(a), ageOf(b)))
    .map((ingress) => ({ ingress, settings: readSettings(ingress) }));
  return {
    controller:
      options.controller ??
      guessController(
        world,
        className,
        ingresses.map(({ ingress }) => ingress),
      ),
    className,
    world,
    ingresses,
    entries: ingresses.filter(({ settings }) => !settings.canary).flatMap(listEntries),
  };
}

function chooseClass(world: IngressWorld): string | undefined {
  const named = new Set(world.ingresses.map((ingress) => classOf(ingress, world)));
  named.delete(undefined);
  if (named.size > 1)
    throw new ManifestError(
      `the Ingresses are of the classes ${[...named].sort().join(', ')}; --ingress-class says which of them is meant`,
    );
  return [...named][0];
}

function classOf({ className }: Ingress, { classes }: IngressWorld): string | undefined {
  return className ?? classes.find(({ isDefault }) => isDefault)?.meta.name;
}

/** The class tells its controller; without it, its name or what is annotated. */
function guessController(
  { classes }: IngressWorld,
  className: string | undefined,
  ingresses: readonly Ingress[],
): Controller {
  const known = classes.find(({ meta }) => meta.name === className);
  if (known) return known.controller === NGINX ? 'nginx' : 'plain';
  if (className === 'nginx') return 'nginx';
  const annotated = ingresses.some(({ annotations }) =>
    Object.keys(annotations).some((name) => name.startsWith('nginx.ingress.kubernetes.io/')),
  );
  return annotated ? 'nginx' : 'plain';
}

function ageOf({ meta }: Ingress): string {
  return `${meta.createdAt} ${meta.namespace}/${meta.name}`;
}

export function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

export function listEntries({ ingress, settings }: IngressModel['ingresses'][number]): PathEntry[] {
  return ingress.rules.flatMap(({ host, paths }, rule) =>
    paths.map(({ path: text, type, backend }, path) => ({ ingress, settings, host, rule, path, text, type, backend })),
  );
}

/** `shop/cart:80`; a port's name stays one where no Service is there to tell its number. */
export function nameBackend({ services }: IngressWorld, { meta }: Ingress, backend: IngressBackend): string {
  if (backend.kind === 'resource') return `${meta.namespace}/${backend.resource} ${backend.name}`;
  const { name, port } = backend;
  const service = services.find((each) => each.meta.namespace === meta.namespace && each.meta.name === name);
  const number = typeof port === 'number' ? port : service?.ports.find((each) => each.name === port)?.port;
  return `${meta.namespace}/${name}:${number ?? port}`;
}

/** Whether a host of an Ingress covers a name: its wildcard stands for one label. */
export function coversName(host: string, name: string): boolean {
  if (!host.startsWith('*.')) return host === name;
  const dot = name.indexOf('.');
  return dot > 0 && name.slice(dot) === host.slice(1);
}

/** Whether TLS is asked for a host: by an entry that names it, or by one without hosts of an Ingress with a rule for it. */
export function hasTls({ ingresses }: IngressModel, host: string): boolean {
  return ingresses.some(({ ingress }) =>
    ingress.tls.some(({ hosts }) =>
      hosts.length > 0
        ? hosts.some((each) => coversName(each, host))
        : ingress.rules.some((rule) => rule.host === undefined || coversName(rule.host, host)),
    ),
  );
}
