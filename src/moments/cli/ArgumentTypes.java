package moments.cli;

import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.Iterator;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import moments.compare.NetChoice;
import moments.fetch.UserPath;
import moments.optim.Optimizers;
import moments.sweep.Decay;
import moments.sweep.Sweep;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** The values of options, read from their text; the messages say what was expected. */
final class ArgumentTypes {
  private ArgumentTypes() {}

  /** Optimizers by name, which help lists; the message for an unknown name suggests the nearest. */
  static class Named implements ITypeConverter<Optimizers.Entry>, Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return Optimizers.all().stream().map(Optimizers.Entry::name).iterator();
    }

    @Override
    public Optimizers.Entry convert(String name) {
      try {
        return Optimizers.named(name);
      } catch (IllegalArgumentException e) {
        throw new TypeConversionException(e.getMessage());
      }
    }
  }

  /** The optimizer whose learning rate follows. */
  static final class Rated extends Named {
    @Override
    public Optimizers.Entry convert(String name) {
      if (name.matches("[-+\\d.].*")) {
        throw new TypeConversionException(
            "expected an optimizer and its rate, as in adam=0.001, got \"%s\"".formatted(name));
      }
      return super.convert(name);
    }
  }

  /** Optimizers of a sweep: by name, or one of the user's own by its class or file. */
  static final class Contender implements ITypeConverter<String> {
    @Override
    public String convert(String name) {
      try {
        String text = name.strip();
        return Sweep.contestant(text.matches("[~$].*") ? UserPath.of(text).toString() : text);
      } catch (IllegalArgumentException e) {
        throw new TypeConversionException(e.getMessage());
      }
    }
  }

  /** In which runs the learning rate falls. */
  static final class Decays implements ITypeConverter<Decay> {
    @Override
    public Decay convert(String text) {
      return Stream.of(Decay.values())
          .filter(decay -> decay.name().equalsIgnoreCase(text.strip()))
          .findFirst()
          .orElseThrow(
              () ->
                  new TypeConversionException(
                      "expected none, last or all, got \"%s\"".formatted(text)));
    }
  }

  /** Files and folders, also where no shell has expanded the ~ in front. */
  static final class UserPathType implements ITypeConverter<Path> {
    @Override
    public Path convert(String text) {
      try {
        return UserPath.of(text);
      } catch (IllegalArgumentException e) {
        throw new TypeConversionException(e.getMessage());
      }
    }
  }

  /** Nets by name. */
  static final class Net implements ITypeConverter<NetChoice> {
    @Override
    public NetChoice convert(String name) {
      return NetChoice.named(name)
          .orElseThrow(
              () ->
                  new TypeConversionException("expected tutorial or paper, got \"" + name + "\""));
    }
  }

  /** Learning rates; the optimizers check their range. */
  static final class Rate implements ITypeConverter<Double> {
    @Override
    public Double convert(String text) {
      return number(Double::valueOf, text, "a learning rate, as in adam=0.001");
    }
  }

  /** Seeds. */
  static final class Seed implements ITypeConverter<Long> {
    @Override
    public Long convert(String text) {
      return number(Long::valueOf, text, "a whole number");
    }
  }

  /** Whole numbers from 1 on. */
  static final class Count implements ITypeConverter<Integer> {
    @Override
    public Integer convert(String text) {
      int count = number(Integer::valueOf, text, "a whole number");
      if (count < 1) {
        throw new TypeConversionException("expected 1 or more, got " + text);
      }
      return count;
    }
  }

  /** Seconds from 0 on, also fractions of one. */
  static final class Seconds implements ITypeConverter<Duration> {
    private static final double NANOS = 1e9;

    @Override
    public Duration convert(String text) {
      double seconds = number(Double::valueOf, text, "a number of seconds");
      if (!(seconds >= 0 && seconds < Long.MAX_VALUE / NANOS)) {
        throw new TypeConversionException("expected 0 or more seconds, got " + text);
      }
      return Duration.ofNanos((long) (seconds * NANOS));
    }
  }

  /** The end of a day, or a time of day, in this computer's time zone. */
  static final class Time implements ITypeConverter<Instant> {
    @Override
    public Instant convert(String text) {
      try {
        LocalDateTime time =
            text.contains("T")
                ? LocalDateTime.parse(text)
                : LocalDate.parse(text).plusDays(1).atStartOfDay();
        return time.atZone(ZoneId.systemDefault()).toInstant();
      } catch (DateTimeException e) {
        throw new TypeConversionException(
            "expected a time, as in 2026-12-01T18:00, got \"%s\"".formatted(text));
      }
    }
  }

  /** Shares from 0 to 100. */
  static final class Percent implements ITypeConverter<Double> {
    @Override
    public Double convert(String text) {
      double percent = number(Double::valueOf, text, "a number of percent");
      if (!(percent >= 0 && percent <= 100)) {
        throw new TypeConversionException("expected 0 … 100, got " + text);
      }
      return percent;
    }
  }

  /** Levels of the sandbox. */
  static final class SandboxLevel implements ITypeConverter<String> {
    @Override
    public String convert(String text) {
      if (!Set.of("strong", "user", "plain").contains(text)) {
        throw new TypeConversionException(
            "expected strong, user or plain, got \"%s\"".formatted(text));
      }
      return text;
    }
  }

  private static <T> T number(Function<String, T> parse, String text, String expected) {
    try {
      return parse.apply(text.strip());
    } catch (NumberFormatException e) {
      throw new TypeConversionException("expected %s, got \"%s\"".formatted(expected, text));
    }
  }
}
