/** Why one rule cannot be judged: about nothing, or naming what is not there. */
export class RuleError extends Error {
  override readonly name = 'RuleError';
}
