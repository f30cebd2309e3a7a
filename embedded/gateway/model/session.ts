/** https://gateway-api.sigs.k8s.io/geps/gep-1619/ */
export interface SessionPersistence {
  type?: string;
  absoluteTimeout?: string;
  cookie?: { name?: string; path?: string; lifetimeType?: string };
  header?: { name: string };
}
