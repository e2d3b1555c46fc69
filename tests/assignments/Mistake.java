package assignments;

/** A slip whose values are recognized in a failure. */
public interface Mistake {
  /** The end of "this is what comes out". */
  String when();
}
