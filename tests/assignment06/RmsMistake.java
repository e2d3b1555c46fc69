package assignment06;

import assignments.Mistake;

/** The slips of an AdaGrad or an RMSProp. */
enum RmsMistake implements Mistake {
  NONE(""),
  ROOT_MISSING("without the root"),
  NOT_SQUARED("with g in place of g² in v"),
  LATE("when θ is divided by the v of the step before"),
  LAST_SQUARE("when v is the last square alone"),
  MEAN("with the mean of all squares"),
  SUM("with the sum of all squares"),
  SHARE_MISSING("without (1 − ρ)"),
  SHARES_SWAPPED("with ρ and 1 − ρ swapped"),
  CORRECTED("with a bias correction"),
  EPS_INSIDE_ROOT("with ε inside the root"),
  EPS_MISSING("without ε"),
  SHARED("when all elements share one v"),
  UPHILL("with + in place of −");

  private final String when;

  RmsMistake(String when) {
    this.when = when;
  }

  @Override
  public String when() {
    return when;
  }
}
