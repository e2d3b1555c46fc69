package assignment02;

import assignments.Mistake;

/** The slips of a layer's backward. */
enum LayerMistake implements Mistake {
  NONE(""),
  NO_SWITCH("when dy passes where y is 0, too"),
  SWITCH_BY_DY("when dy passes where dy, and not y, is above 0"),
  SWITCH_FOR_DX_ONLY("when the switch is for dx only"),
  SET("when gradients are set, and not added"),
  SWAPPED("with W[i, o] in place of W[o, i]"),
  FIRST_EXAMPLE("when always example 0 is multiplied"),
  LAST_EXAMPLE("when only the last example counts"),
  MEAN("with a mean over the examples in place of the sum"),
  NO_BIAS("without db");

  private final String when;

  LayerMistake(String when) {
    this.when = when;
  }

  @Override
  public String when() {
    return when;
  }
}
