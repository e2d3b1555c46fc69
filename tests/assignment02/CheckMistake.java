package assignment02;

import assignments.Mistake;

/** The slips of a gradient check. */
enum CheckMistake implements Mistake {
  NONE(""),
  ONE_SIDED("with a one-sided difference, (L(θ + h) − L(θ)) / h"),
  DIVIDED_BY_H("with a division by h in place of 2h"),
  LEFT_MINUS_RIGHT("with left − right"),
  FIRST_ELEMENT("when always element 0 moves"),
  NOT_PUT_BACK("when θᵢ stays at θᵢ − h"),
  ADDED_BACK("when θᵢ is put back by adding and subtracting h, which rounds"),
  ABSOLUTE("with the absolute error"),
  SIGNED("without | | around the difference"),
  BY_COMPUTED("with a division by |a|"),
  BY_NUMERICAL("with a division by |n|"),
  BY_SUM("with a division by |a| + |n|"),
  ZERO_OVER_ZERO("without the case that both are equal"),
  LAST("with the error of the last element"),
  MEAN("with the mean of the errors"),
  SUM("with the sum of the errors"),
  NAN_IS_NOT_LARGER("when NaN counts as not larger than the tolerance");

  private final String when;

  CheckMistake(String when) {
    this.when = when;
  }

  @Override
  public String when() {
    return when;
  }
}
