package moments.plot;

/** A figure that can say in words what it shows. */
public interface Described {
  /** What the figure is called, in plain text. */
  String title();

  /** What the figure shows, for readers who cannot see it. */
  String description();

  /** For prompts that print a value and cannot show a figure by themselves. */
  default String howToShow() {
    return "Figure \"%s\"; display(…) of it shows it".formatted(title());
  }
}
