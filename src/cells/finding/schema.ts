import * as v from 'valibot';

export const severities = ['critical', 'high', 'medium', 'low'] as const;
export const statuses = ['open', 'accepted', 'fixed', 'dismissed'] as const;

const evidence = v.strictObject({
  data: v.string(),
  metric: v.optional(v.string()),
  class: v.optional(v.union([v.string(), v.number(), v.boolean()])),
  slice: v.optional(v.string()),
  where: v.optional(v.string()),
});

export const findingSchema = v.strictObject({
  title: v.pipe(v.string(), v.trim(), v.nonEmpty('a finding needs a title: what is wrong, in one sentence')),
  text: v.optional(v.string()),
  severity: v.optional(v.picklist(severities, `the severity is one of ${severities.join(', ')}`), 'medium'),
  status: v.optional(v.picklist(statuses, `the status is one of ${statuses.join(', ')}`), 'open'),
  owner: v.optional(v.string()),
  evidence: v.optional(v.array(evidence), []),
  issue: v.optional(v.pipe(v.string(), v.regex(/^https:\/\/[^\s<>"]+$/, 'issue is the https address where the finding is tracked'))),
});

export type FindingBody = v.InferOutput<typeof findingSchema>;
export type Evidence = FindingBody['evidence'][number];
