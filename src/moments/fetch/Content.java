package moments.fetch;

/**
 * What the files of a data set hold, verified.
 *
 * @param train the files to train on, joined in their order
 * @param test the files to test on
 */
public record Content(byte[] train, byte[] test) {}
