export { formatMismatches } from './format.ts';
export { matchStatus, type StatusMatchContext } from './status.ts';
