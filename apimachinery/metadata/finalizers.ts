/** Finalizers by which a deletion waits for dependents, or lets go of them. https://kubernetes.io/docs/concepts/architecture/garbage-collection/#cascading-deletion */
export const FOREGROUND = 'foregroundDeletion';
export const ORPHAN = 'orphan';
