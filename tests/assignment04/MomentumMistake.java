package assignment04;

import assignments.Mistake;

/** The slips of momentum, with Nesterov's idea and without. */
enum MomentumMistake implements Mistake {
  NONE(""),
  SHARE("with (1 − β)g in place of g"),
  BETA_ON_G("with β on g in place of v"),
  PLAIN("with plain momentum"),
  LATE("when θ moves by the v of the step before"),
  FORGETS("when v does not last from step to step"),
  NEVER_FADES("with v + g, without β"),
  SHARED("when all elements share one v"),
  G_LEFT_OUT("with βv alone, without g"),
  V_UNSHORTENED("with g + v in place of g + βv"),
  UPHILL("with + in place of −");

  private final String when;

  MomentumMistake(String when) {
    this.when = when;
  }

  @Override
  public String when() {
    return when;
  }
}
