package net.boincwrapper.slot;

import java.io.IOException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import net.boincwrapper.slot.record.Memo;
import net.boincwrapper.slot.record.RecordText;
import net.boincwrapper.slot.record.RecordText.DamagedException;

/** {@code .docker_wrapper/memo}: keeps a {@link Memo} ({@link RecordText} says how). */
public final class MemoFile {
  private static final RecordText FORMAT = new RecordText("memo", 1);
  private static final int MAX_BYTES = 64 * 1024;
  private static final int MOST = 1_000_000_000;

  private MemoFile() {}

  /** What was found. */
  public sealed interface Reading {
    /** There is no memo. */
    record None() implements Reading {}

    /**
     * There is something that is not a memo.
     *
     * @param reason one line for people
     */
    record Damaged(String reason) implements Reading {}

    /**
     * It cannot be determined whether there is one: the next attempt may find it.
     *
     * @param reason one line for people
     */
    record Unreadable(String reason) implements Reading {}

    /** There is one. */
    record Found(Memo found) implements Reading {}

    /** The memo; empty for the others. */
    default Optional<Memo> memo() {
      return this instanceof Found it ? Optional.of(it.found()) : Optional.empty();
    }
  }

  /** Reads the slot's memo. Never fails. */
  public static Reading read(SlotLayout layout) {
    UntrustedFiles.Reading file = new OwnFiles(layout).read(layout.memo(), MAX_BYTES);
    if (file instanceof UntrustedFiles.Reading.Unknown unknown) {
      return new Reading.Unreadable(
          "could not read the memo: "
              + unknown.reason()
              + ". Check that the client's user owns the slot directory and everything in"
              + " .docker_wrapper");
    }
    if (file instanceof UntrustedFiles.Reading.Refused refused) {
      return new Reading.Damaged(refused.reason());
    }
    return file.content().map(MemoFile::parse).orElseGet(Reading.None::new);
  }

  /** Writes the memo; once it returns, the memo survives a power cut. */
  public static void write(SlotLayout layout, Memo memo) throws SlotException {
    OwnDirectory.ensure(layout);
    try {
      new Entries(layout.ownDirectory()).removeDirectory(layout.memo().getFileName().toString());
      AtomicFiles.write(layout.memo(), text(memo));
    } catch (IOException e) {
      throw SlotException.io(
          "write the memo " + layout.memo(),
          e,
          "Check that the client's user owns the slot directory and that the disk is not full");
    }
  }

  /** Whether both would be written alike. */
  public static boolean sayTheSame(Memo one, Memo other) {
    return values(one).equals(values(other));
  }

  static byte[] text(Memo memo) {
    return FORMAT.write(values(memo));
  }

  static Reading parse(byte[] content) {
    try {
      return new Reading.Found(memo(FORMAT.read(content)));
    } catch (DamagedException | IllegalArgumentException | DateTimeException e) {
      return new Reading.Damaged("the memo is damaged: " + e.getMessage());
    }
  }

  private static Map<String, String> values(Memo memo) {
    Map<String, String> values = new LinkedHashMap<>();
    values.put("result_name", memo.resultName());
    memo.containerId().ifPresent(id -> values.put("container_id", id));
    memo.containerStarted().ifPresent(at -> values.put("container_started", at.toString()));
    memo.asked().ifPresent(what -> values.put("asked", what.name()));
    memo.askedAt().ifPresent(at -> values.put("asked_at", at.toString()));
    values.put("boot_id", memo.bootId());
    values.put("engine_instance", memo.engineInstance());
    values.put("starts", String.valueOf(memo.starts()));
    values.put("starts_without_progress", String.valueOf(memo.startsWithoutProgress()));
    values.put("cpu_seconds_before", String.valueOf(memo.cpuSecondsBefore()));
    values.put("wall_seconds_before", String.valueOf(memo.wallSecondsBefore()));
    values.put("retries", String.valueOf(memo.retries()));
    values.put("postponements", String.valueOf(memo.postponements()));
    put(values, "removals", memo.removals());
    put(values, "quoted_bytes", memo.quotedBytes());
    memo.sealedGeneration()
        .ifPresent(number -> values.put("sealed_generation", String.valueOf(number)));
    values.put("live_files", memo.liveFiles().name());
    memo.verdict().ifPresent(verdict -> put(values, verdict));
    memo.rest().ifPresent(rest -> put(values, rest));
    memo.outcome().ifPresent(outcome -> put(values, outcome));
    memo.spoilt().ifPresent(why -> values.put("spoilt", why));
    return values;
  }

  /** A number that earlier versions do not know; 0 is not written. */
  private static void put(Map<String, String> values, String key, int number) {
    if (number != 0) {
      values.put(key, String.valueOf(number));
    }
  }

  private static void put(Map<String, String> values, Memo.Verdict verdict) {
    values.put("verdict", verdict.kind().name());
    values.put("verdict_container_id", verdict.containerId());
    values.put("verdict_started_at", verdict.startedAt().toString());
    values.put("verdict_reason", verdict.reason());
  }

  private static void put(Map<String, String> values, Memo.Rest rest) {
    values.put("rest_since", rest.since().toString());
    values.put("rest_seconds", String.valueOf(rest.length().toSeconds()));
    values.put("rest_reason", rest.reason());
  }

  private static void put(Map<String, String> values, Memo.Outcome outcome) {
    values.put("outcome_status", String.valueOf(outcome.status()));
    values.put("outcome_message", outcome.message());
  }

  private static Memo memo(Map<String, String> values) throws DamagedException {
    return new Memo(
        get(values, "result_name"),
        optional(values, "container_id"),
        optional(values, "container_started").map(Instant::parse),
        optional(values, "asked").map(Memo.Asked::valueOf),
        optional(values, "asked_at").map(Instant::parse),
        get(values, "boot_id"),
        get(values, "engine_instance"),
        count(get(values, "starts")),
        count(get(values, "starts_without_progress")),
        Double.parseDouble(get(values, "cpu_seconds_before")),
        Double.parseDouble(get(values, "wall_seconds_before")),
        count(get(values, "retries")),
        count(get(values, "postponements")),
        count(values.getOrDefault("removals", "0")),
        count(values.getOrDefault("quoted_bytes", "0")),
        optional(values, "sealed_generation")
            .map(number -> OptionalInt.of(Integer.parseInt(number)))
            .orElseGet(OptionalInt::empty),
        optional(values, "live_files").map(Memo.LiveFiles::valueOf).orElse(Memo.LiveFiles.UNKNOWN),
        verdict(values),
        rest(values),
        outcome(values),
        optional(values, "spoilt"));
  }

  private static Optional<Memo.Verdict> verdict(Map<String, String> values)
      throws DamagedException {
    if (!values.containsKey("verdict")) {
      return Optional.empty();
    }
    return Optional.of(
        new Memo.Verdict(
            get(values, "verdict_container_id"),
            Instant.parse(get(values, "verdict_started_at")),
            Memo.Verdict.Kind.valueOf(get(values, "verdict")),
            get(values, "verdict_reason")));
  }

  private static Optional<Memo.Rest> rest(Map<String, String> values) throws DamagedException {
    if (!values.containsKey("rest_since")) {
      return Optional.empty();
    }
    return Optional.of(
        new Memo.Rest(
            Instant.parse(get(values, "rest_since")),
            Duration.ofSeconds(Long.parseLong(get(values, "rest_seconds"))),
            get(values, "rest_reason")));
  }

  private static Optional<Memo.Outcome> outcome(Map<String, String> values)
      throws DamagedException {
    if (!values.containsKey("outcome_status")) {
      return Optional.empty();
    }
    return Optional.of(
        new Memo.Outcome(
            Integer.parseInt(get(values, "outcome_status")), get(values, "outcome_message")));
  }

  private static Optional<String> optional(Map<String, String> values, String key) {
    return Optional.ofNullable(values.get(key));
  }

  /** With room for more: a task goes on counting. */
  private static int count(String text) throws DamagedException {
    int count = Integer.parseInt(text);
    if (count > MOST) {
      throw new DamagedException("it counts more than " + MOST);
    }
    return count;
  }

  private static String get(Map<String, String> values, String key) throws DamagedException {
    return optional(values, key).orElseThrow(() -> new DamagedException("it lacks " + key));
  }
}
