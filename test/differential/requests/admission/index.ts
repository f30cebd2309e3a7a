import type { Group } from '../../run/steps.ts';
import { admissionExpressions } from './expressions.ts';
import { admissionInvalid } from './invalid.ts';
import { admission } from './requests.ts';

export const ADMISSION_GROUPS: readonly Group[] = [admissionInvalid, admission, admissionExpressions];
