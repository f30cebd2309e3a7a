/** https://github.com/kubernetes/enhancements/pull/1111 */
export const APPROVAL = 'api-approved.kubernetes.io';
const SEE = 'see https://github.com/kubernetes/enhancements/pull/1111';

/** True for the groups that the Kubernetes project keeps for itself. */
export function isProtectedGroup(group: string): boolean {
  return /(^|\.)(k8s|kubernetes)\.io$/.test(group);
}

/** What is wrong with the annotation that a definition of such a group must have. */
export function findApprovalFault(approval: string): string | undefined {
  const start = `protected groups must have approval annotation ${JSON.stringify(APPROVAL)}`;
  if (approval === '') return `${start}, ${SEE}`;
  if (approval.startsWith('unapproved') || /^[a-z][a-z0-9+.-]*:\/\/[^/]/i.test(approval)) return undefined;
  return `${start} with either a URL or a reason starting with "unapproved", ${SEE}`;
}
