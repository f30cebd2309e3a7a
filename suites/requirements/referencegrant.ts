import { apiClause, requirement } from './clause.ts';

/** ReferenceGrant. */
export const referenceGrantRequirements = [
  requirement(
    'referencegrant.required',
    'MUST NOT',
    'A reference into another namespace is followed without a grant in that namespace.',
    apiClause('referencegrant_types.go', 34, 40),
  ),
  requirement(
    'referencegrant.revocation',
    'MUST',
    'When a grant is removed, the access that it gave ends.',
    apiClause('referencegrant_types.go', 37, 41),
  ),
  requirement(
    'referencegrant.entries-or',
    'MUST',
    'Several grants, and several entries of one, each add to what is trusted.',
    apiClause('referencegrant_types.go', 64, 91),
  ),
  requirement(
    'referencegrant.from',
    'MUST',
    'A grant trusts only the group, kind and namespace that it names.',
    apiClause('referencegrant_types.go', 94, 128),
  ),
  requirement(
    'referencegrant.to',
    'MUST',
    'A grant covers only the group and kind that it names, and only the object that it names where it names one.',
    apiClause('referencegrant_types.go', 130, 157),
  ),
];
