package moments.cli;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/**
 * Checks options whose value is a list, as in {@code --seeds 1,2,3}, for what picocli lets pass.
 */
record ListOptions(CommandSpec spec) {
  /** Refuses a list with a value missing, such as {@code 1,} or {@code ,}. */
  void requireNoGaps(String option) {
    for (String list : texts(option)) {
      if (Stream.of(list.split(",", -1)).anyMatch(String::isBlank)) {
        throw wrong(
            "%s: expected values with one comma between them, got \"%s\"".formatted(option, list));
      }
    }
  }

  /** Refuses a list with two values for one name, as in {@code adam=1,adam=2}. */
  void requireOneValueEach(String option) {
    Set<String> seen = new HashSet<>();
    for (String list : texts(option)) {
      for (String pair : list.split(",")) {
        String name = pair.substring(0, pair.indexOf('=')).strip().toLowerCase(Locale.ROOT);
        if (!seen.add(name)) {
          throw wrong("%s: expected one value for %s, got more than one".formatted(option, name));
        }
      }
    }
  }

  /** Refuses a list with the same value twice. */
  void requireDifferent(String option, List<?> values) {
    if (new HashSet<>(values).size() < values.size()) {
      throw wrong("%s: expected each only once, got %s".formatted(option, values));
    }
  }

  private List<String> texts(String option) {
    ParseResult parsed = spec.commandLine().getParseResult();
    return parsed.hasMatchedOption(option)
        ? parsed.matchedOption(option).originalStringValues()
        : List.of();
  }

  private ParameterException wrong(String message) {
    return new ParameterException(spec.commandLine(), message);
  }
}
