import type { Policy } from '../../policy/model.ts';
import type { Finding } from '../finding.ts';
import { clockGapFindings } from './clock-gaps.ts';
import type { DataFacts } from './facts.ts';
import { missingFieldFindings } from './missing-fields.ts';
import { missingZoneFindings } from './missing-zones.ts';
import { outsideDataFindings } from './outside-data.ts';
import { overBudgetFindings } from './over-budget.ts';

/** What a careful reviewer would find in a policy that is held against its data. */
export function dataFindings(policy: Policy, facts: DataFacts): Finding[] {
  return [
    ...missingZoneFindings(policy, facts),
    ...missingFieldFindings(policy, facts),
    ...outsideDataFindings(policy, facts),
    ...overBudgetFindings(policy, facts),
    ...clockGapFindings(policy, facts),
  ];
}
