package moments.compare;

import java.time.Duration;

/**
 * How a comparison outlives the end of its process.
 *
 * @param every the time from one checkpoint to the next; 0 for after every step
 * @param resume whether to go on from the last checkpoint, if there is one
 * @param howToGoOn what to tell the user after a run that is not finished
 */
public record Saving(Duration every, boolean resume, String howToGoOn) {}
