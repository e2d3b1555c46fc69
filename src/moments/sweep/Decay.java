package moments.sweep;

/** In which runs of a sweep the learning rate falls to 0, along half a wave of a cosine. */
public enum Decay {
  NONE,
  LAST,
  ALL;

  /** Whether it falls in a run of that kind. */
  boolean in(boolean lastRun) {
    return this == ALL || (this == LAST && lastRun);
  }
}
