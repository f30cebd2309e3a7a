/** The full name that a node lists an image under: `traefik:v3` is `docker.io/library/traefik:v3`. */
export function fullName(image: string): string {
  const [first = '', ...rest] = image.split('/');
  const hasHost = rest.length > 0 && (first.includes('.') || first.includes(':') || first === 'localhost');
  const path = hasHost ? image : rest.length > 0 ? `docker.io/${image}` : `docker.io/library/${image}`;
  const last = path.slice(path.lastIndexOf('/') + 1);
  return last.includes(':') || last.includes('@') ? path : `${path}:latest`;
}

/** Where a mirror has an image: its host takes the place of the registry's. */
export function mirrorName(image: string, registry: string): string {
  const [first = '', ...rest] = image.split('/');
  const hasHost = rest.length > 0 && (first.includes('.') || first.includes(':') || first === 'localhost');
  return `${registry.replace(/\/+$/, '')}/${hasHost ? rest.join('/') : image}`;
}
