package moments.kernel;

/**
 * The part of an image with channels last that a pooling window covers.
 *
 * @param corner offset of its first float in the image
 * @param pitch floats from one row of the image to the next
 */
public record Window(int corner, int rows, int columns, int pitch, int channels) {}
