// The library keeps a registry by means of this, which must be there before it.
import 'reflect-metadata';

export * as x509 from '@peculiar/x509';
