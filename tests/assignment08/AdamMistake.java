package assignment08;

import assignments.Mistake;

/** The slips of an Adam. */
enum AdamMistake implements Mistake {
  NONE(""),
  EPS_INSIDE_ROOT("with ε inside the root"),
  EPS_OUTSIDE("with ε added to the fraction"),
  EPS_MISSING("without ε"),
  EPS_BARE("in the cheaper order, with an ε that is not scaled"),
  ROOT_MISSING("without the root"),
  BETA1_SHARE("without (1 − β₁)"),
  BETA2_SHARE("without (1 − β₂)"),
  NOT_SQUARED("with g in place of g² in v"),
  BETAS_SWAPPED("with β₁ and β₂ swapped"),
  T_PER_PARAMETER("when t is counted up for each parameter"),
  T_STAYS_1("when t stays 1"),
  T_FROM_0("when t is 0 in the first step"),
  NO_CORRECTION("without bias correction"),
  M_UNCORRECTED("without the correction of m"),
  V_UNCORRECTED("without the correction of v"),
  CORRECTED_BY_BETA("with a division by β in place of 1 − βᵗ"),
  SHARED_MOMENTS("when all elements share one m and one v"),
  UPHILL("with + in place of −");

  private final String when;

  AdamMistake(String when) {
    this.when = when;
  }

  @Override
  public String when() {
    return when;
  }
}
