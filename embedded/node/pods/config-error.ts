/** A container that cannot be started as its pod describes it; goes away when a Secret or ConfigMap comes. */
export class ConfigError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'ConfigError';
  }
}
