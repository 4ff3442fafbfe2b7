package net.boincwrapper.slot;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;
import net.boincwrapper.harness.VersionBefore;
import net.boincwrapper.slot.KnownLinks.Kind;
import net.boincwrapper.slot.KnownLinks.Link;
import net.boincwrapper.slot.UntrustedFiles.FileStat;
import net.boincwrapper.slot.record.FailedTries;
import net.boincwrapper.slot.record.InitData;
import net.boincwrapper.slot.record.Memo;
import net.boincwrapper.slot.record.Memo.Asked;
import net.boincwrapper.slot.record.Memo.LiveFiles;
import net.boincwrapper.slot.record.Memo.Outcome;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A volunteer's program is replaced while tasks are under way: what the version before has left in
 * their slots is understood to the last field, and written again it is the same, byte for byte.
 */
class VersionBeforeTest {
  private static final String RESULT = "before_killed_0";

  private static final String BOOT = "79f9b893-84b0-4f67-9064-1d7c341d2f42";

  /** What of a memo each of its lines says; nothing where the line is left out. */
  private static final Map<String, Function<Memo, Optional<?>>> MEMO =
      Map.ofEntries(
          entry("result_name", memo -> Optional.of(memo.resultName())),
          entry("container_id", Memo::containerId),
          entry("container_started", Memo::containerStarted),
          entry("asked", Memo::asked),
          entry("asked_at", Memo::askedAt),
          entry("boot_id", memo -> Optional.of(memo.bootId())),
          entry("engine_instance", memo -> Optional.of(memo.engineInstance())),
          entry("starts", memo -> Optional.of(memo.starts())),
          entry("starts_without_progress", memo -> Optional.of(memo.startsWithoutProgress())),
          entry("cpu_seconds_before", memo -> Optional.of(memo.cpuSecondsBefore())),
          entry("wall_seconds_before", memo -> Optional.of(memo.wallSecondsBefore())),
          entry("retries", memo -> Optional.of(memo.retries())),
          entry("postponements", memo -> Optional.of(memo.postponements())),
          entry("removals", memo -> Optional.of(memo.removals()).filter(count -> count > 0)),
          entry("quoted_bytes", memo -> Optional.of(memo.quotedBytes()).filter(count -> count > 0)),
          entry("sealed_generation", memo -> memo.sealedGeneration().stream().boxed().findFirst()),
          entry("live_files", memo -> Optional.of(memo.liveFiles())),
          entry("verdict", memo -> memo.verdict().map(Memo.Verdict::kind)),
          entry("verdict_container_id", memo -> memo.verdict().map(Memo.Verdict::containerId)),
          entry("verdict_started_at", memo -> memo.verdict().map(Memo.Verdict::startedAt)),
          entry("verdict_reason", memo -> memo.verdict().map(Memo.Verdict::reason)),
          entry("rest_since", memo -> memo.rest().map(Memo.Rest::since)),
          entry("rest_seconds", memo -> memo.rest().map(rest -> rest.length().toSeconds())),
          entry("rest_reason", memo -> memo.rest().map(Memo.Rest::reason)),
          entry("outcome_status", memo -> memo.outcome().map(Outcome::status)),
          entry("outcome_message", memo -> memo.outcome().map(Outcome::message)),
          entry("spoilt", Memo::spoilt));

  private static final Map<String, Function<Manifest, Object>> MANIFEST =
      Map.of(
          "result", Manifest::resultName,
          "generation", Manifest::generation,
          "cpu", Manifest::cpuSeconds,
          "wall", Manifest::wallSeconds,
          "sealed", Manifest::sealedAt,
          "files", manifest -> manifest.entries().size());

  private static final Map<String, Function<Manifest.Entry, Object>> ENTRY =
      Map.of(
          "name", Manifest.Entry::name,
          "bytes", Manifest.Entry::bytes,
          "sha256", Manifest.Entry::sha256,
          "modified", file -> file.modified().toInstant(),
          "permissions", Manifest.Entry::permissions,
          "identity", Manifest.Entry::identity,
          "target", Manifest.Entry::target);

  private final FileSystem disk =
      Jimfs.newFileSystem(
          Configuration.unix().toBuilder()
              .setAttributeViews("posix", "unix")
              .setDefaultAttributeValue("posix:permissions", "rwxr-xr-x")
              .build());

  @AfterEach
  void closeTheDisk() throws IOException {
    disk.close();
  }

  /** The files that the tasks declared as their checkpoint. */
  private record Declared(SlotLayout slot) implements LiveSet {
    @Override
    public TreeMap<String, FileStat> look() {
      TreeMap<String, FileStat> found = new TreeMap<>();
      for (String name : names()) {
        new UntrustedFiles(slot.directory()).stat(name).ifPresent(stat -> found.put(name, stat));
      }
      return found;
    }

    private Set<String> names() {
      Set<String> names = new TreeSet<>(Set.of("state", "given"));
      try (Stream<Path> deep = Files.list(slot.directory().resolve("deep"))) {
        deep.forEach(file -> names.add("deep/" + file.getFileName()));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      return names;
    }

    Checkpoints checkpoints(String result) {
      return new Checkpoints(slot, this, result);
    }
  }

  private SlotLayout slot(String name) throws IOException {
    return new SlotLayout(VersionBefore.layDown(name, disk).resolve("slots/0"));
  }

  private SlotLayout emptySlot() throws IOException {
    return new SlotLayout(Files.createDirectories(disk.getPath("/another/boinc/slots/0")));
  }

  static Stream<String> slotsWithAMemo() {
    return VersionBefore.slots().stream()
        .filter(name -> !Set.of("early", "no-image").contains(name));
  }

  static Stream<Path> manifests() throws IOException {
    try (Stream<Path> all = Files.walk(VersionBefore.file("slots"))) {
      return all.filter(it -> it.endsWith("manifest")).sorted().toList().stream();
    }
  }

  @ParameterizedTest
  @MethodSource("slotsWithAMemo")
  void everyLineOfAMemoIsUnderstood(String name) throws Exception {
    SlotLayout slot = slot(name);
    Map<String, String> lines = lines(slot.memo());

    Memo memo = MemoFile.read(slot).memo().orElseThrow();

    assertThat(MEMO).containsKeys(lines.keySet().toArray(String[]::new));
    MEMO.forEach(
        (key, field) ->
            assertThat(field.apply(memo).map(String::valueOf))
                .as("%s of %s", key, name)
                .isEqualTo(Optional.ofNullable(lines.get(key))));
  }

  @Test
  void noFieldOfAMemoIsWithoutASlotThatHasIt() throws Exception {
    Set<String> seen = new TreeSet<>();
    for (String name : slotsWithAMemo().toList()) {
      seen.addAll(lines(slot(name).memo()).keySet());
    }

    assertThat(seen).isEqualTo(new TreeSet<>(MEMO.keySet()));
  }

  @ParameterizedTest
  @MethodSource("slotsWithAMemo")
  void aMemoIsWrittenAgainAsItWas(String name) throws Exception {
    SlotLayout slot = slot(name);
    SlotLayout other = emptySlot();

    MemoFile.write(other, MemoFile.read(slot).memo().orElseThrow());

    assertSameBytes(other.memo(), slot.memo());
  }

  @Test
  void aTaskWhoseHostWentDownHasItsCheckpointAndAContainer() throws Exception {
    Memo memo = memo("killed");

    assertThat(memo.sealedGeneration()).isEqualTo(OptionalInt.of(4));
    assertThat(memo.containerId()).isPresent();
    assertThat(memo.starts()).isEqualTo(1);
    assertThat(memo.bootId()).isEqualTo(BOOT);
    assertThat(memo.liveFiles()).isEqualTo(LiveFiles.UNKNOWN);
  }

  @Test
  void aTaskThatLeftWithItsClientHasNothingOpen() throws Exception {
    Memo memo = memo("quit");

    assertThat(memo.containerId()).isEmpty();
    assertThat(memo.asked()).isEmpty();
    assertThat(memo.liveFiles()).isEqualTo(LiveFiles.SEALED);
  }

  @Test
  void aTaskThatWasLeftPausedIsKnownToBe() throws Exception {
    assertThat(memo("paused").asked()).contains(Asked.PAUSE);
    assertThat(memo("stopping").asked()).contains(Asked.STOP);
  }

  @Test
  void aTaskThatHadEndedHasNotToRunAgain() throws Exception {
    Memo memo = memo("judged");

    assertThat(memo.outcome()).contains(new Outcome(42, ""));
    assertThat(memo.verdict().map(Memo.Verdict::kind)).contains(Memo.Verdict.Kind.OUTCOME);
    assertThat(memo.verdict().map(Memo.Verdict::containerId)).isEqualTo(memo.containerId());
    assertThat(memo("finished").outcome()).contains(new Outcome(3, "the input = nonsense"));
  }

  @Test
  void aTaskThatWasPutOffHasItsTriesCounted() throws Exception {
    assertThat(memo("put-off").retries()).isEqualTo(2);
    assertThat(memo("no-engine").postponements()).isEqualTo(2);
    assertThat(memo("removed").removals()).isEqualTo(1);
    assertThat(memo("resting").rest().map(Memo.Rest::length)).contains(Duration.ofSeconds(123));
    assertThat(EarlyPostponementCount.count(slot("early"))).isEqualTo(2);
  }

  @Test
  void aSlotThatWasToBeEmptiedStillIs() throws Exception {
    assertThat(memo("spoilt").spoilt())
        .contains("the app of another task was still writing into this slot");
  }

  @Test
  void theFilesForTheClientAreWrittenAsBefore() throws Exception {
    SlotLayout now = emptySlot();

    FinishFile.write(now, 3, Optional.of("the input = nonsense"));
    TemporaryExitFile.write(
        now, Duration.ofSeconds(123), "exit code 75: the job wants to be tried again (2 of 3)");
    new TrickleUpFile(now).write("told", "four\n".getBytes(StandardCharsets.UTF_8));

    assertSameBytes(now.finish(), slot("finished").finish());
    assertSameBytes(now.temporaryExit(), slot("put-off").temporaryExit());
    assertSameBytes(now.trickleUp(), slot("telling").trickleUp());
  }

  @ParameterizedTest
  @MethodSource("manifests")
  void everyLineOfAManifestIsUnderstood(Path file) throws Exception {
    Map<String, String> lines = lines(file);

    Manifest manifest = ManifestFile.parse(Files.readAllBytes(file));

    Map<String, String> told = new LinkedHashMap<>();
    for (String line : lines.keySet()) {
      String[] words = line.split(" ", 2);
      Object value =
          words.length == 1
              ? MANIFEST.get(line).apply(manifest)
              : ENTRY.get(words[1]).apply(manifest.entries().get(Integer.parseInt(words[0])));
      told.put(line, String.valueOf(value));
    }
    assertThat(told).isEqualTo(lines);
    assertThat(told).containsKeys(MANIFEST.keySet().toArray(String[]::new));
    assertThat(manifest.entries())
        .allSatisfy(
            entry ->
                assertThat(entry.kind() == Manifest.Kind.LINK).isEqualTo(entry.sha256().isEmpty()));
  }

  @ParameterizedTest
  @MethodSource("manifests")
  void aManifestIsWrittenAgainAsItWas(Path file) throws Exception {
    byte[] before = Files.readAllBytes(file);

    assertThat(ManifestFile.write(ManifestFile.parse(before))).asString().isEqualTo(text(before));
  }

  @Test
  void theNewestSealedCheckpointIsFoundWhole() throws Exception {
    Checkpoints checkpoints = new Declared(slot("killed")).checkpoints(RESULT);
    List<String> complaints = new ArrayList<>();

    assertThat(checkpoints.generations()).containsExactly(4, 3, 0);
    assertThat(checkpoints.newestVerified(complaints::add).map(Manifest::generation)).contains(4);
    assertThat(complaints).isEmpty();
    assertThat(checkpoints.verifies(3)).isTrue();
    assertThat(checkpoints.verifies(0)).isTrue();
    assertThat(checkpoints.unfinishedRestore()).isEmpty();
  }

  @Test
  void tornFilesAreGivenBackAsTheyWereSealed() throws Exception {
    SlotLayout slot = slot("killed");
    Declared declared = new Declared(slot);
    Checkpoints checkpoints = declared.checkpoints(RESULT);
    Manifest sealed = checkpoints.manifest(4).orElseThrow();
    Files.writeString(slot.directory().resolve("state"), "to");
    Files.delete(slot.directory().resolve("deep/n = half"));
    Files.writeString(slot.directory().resolve("deep/later"), "the checkpoint does not have it");

    checkpoints.restore(4, "the host was restarted");

    assertThat(declared.look())
        .containsOnlyKeys("deep/n = half", "deep/seed", "deep/tool", "given", "state");
    for (Manifest.Entry file : sealed.entries()) {
      Path there = slot.directory().resolve(file.name());
      assertThat(Files.readAllBytes(there)).as(file.name()).satisfies(it -> hasHash(it, file));
      assertThat(Files.getLastModifiedTime(there)).isEqualTo(file.modified());
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(there)))
          .isEqualTo(file.permissions());
    }
    assertThat(slot.setAside().resolve("deep/later")).exists();
    assertThat(checkpoints.liveEquals(sealed)).isTrue();
  }

  @Test
  void afreshTheClientsLinkIsALinkAgain() throws Exception {
    SlotLayout slot = slot("killed");

    new Declared(slot).checkpoints(RESULT).restore(0, "nothing else verifies");

    Path given = slot.directory().resolve("given");
    assertThat(Files.readSymbolicLink(given)).hasToString("../../projects/example.org_it/given_1");
    assertThat(given).hasContent("as the project gave it\n");
    assertThat(slot.directory().resolve("state")).doesNotExist();
  }

  @Test
  void countingOfCheckpointsGoesOn() throws Exception {
    SlotLayout slot = slot("quit");
    Checkpoints checkpoints = new Declared(slot).checkpoints("before_quit_0");
    List<Integer> before = checkpoints.generations();

    Sealing sealing = checkpoints.seal(CheckpointFiles.order());

    assertThat(sealing)
        .isInstanceOfSatisfying(
            Sealing.Done.class,
            done -> assertThat(done.manifest().generation()).isEqualTo(before.get(0) + 1));
  }

  @Test
  void aRestoreThatWasUnderWayIsFinished() throws Exception {
    SlotLayout slot = slot("restoring");
    Declared declared = new Declared(slot);
    Checkpoints checkpoints = declared.checkpoints("before_restoring_0");
    Map<String, String> journal = lines(slot.restoreJournal());
    byte[] before = Files.readAllBytes(slot.restoreJournal());

    assertThat(checkpoints.unfinishedRestore().map(String::valueOf))
        .contains(journal.get("generation"));
    int generation = checkpoints.unfinishedRestore().orElseThrow();
    new RestoreJournal(slot, new Effects(Steps.NONE)).write(generation, journal.get("why"));
    assertThat(Files.readAllBytes(slot.restoreJournal())).asString().isEqualTo(text(before));
    checkpoints.restore(generation, journal.get("why"));

    assertThat(checkpoints.unfinishedRestore()).isEmpty();
    assertThat(checkpoints.liveEquals(checkpoints.manifest(generation).orElseThrow())).isTrue();
    assertThat(slot.setAside().resolve("deep/later")).exists();
  }

  @Test
  void whatARestoreSetAsideIsFound() throws Exception {
    assertThat(slot("restored").setAside().resolve("deep/later"))
        .hasContent("the checkpoint does not have it\n");
  }

  @ParameterizedTest
  @MethodSource("slotsWithCheckpoints")
  void whatWasSeenCompleteIsUnderstoodAndWrittenAgain(String name) throws Exception {
    SlotLayout slot = slot(name);
    Map<String, String> lines = lines(slot.completeSet());
    byte[] before = Files.readAllBytes(slot.completeSet());

    CompleteSet complete = CompleteSet.read(slot).orElseThrow();

    assertThat(complete.bootId()).isEqualTo(lines.get("boot_id"));
    assertThat(complete.fingerprint()).isEqualTo(lines.get("fingerprint"));
    assertThat(complete.cpuSeconds()).hasToString(lines.get("cpu_seconds"));
    assertThat(complete.generation().stream().mapToObj(String::valueOf).findFirst())
        .isEqualTo(Optional.ofNullable(lines.get("generation")))
        .isEqualTo(name.startsWith("restored") ? Optional.of("2") : Optional.empty());
    complete.write(slot);
    assertThat(Files.readAllBytes(slot.completeSet())).asString().isEqualTo(text(before));
  }

  static Stream<String> slotsWithCheckpoints() {
    return Stream.of("killed", "quit", "restored", "restoring");
  }

  @Test
  void theClientsLinksAreKnown() throws Exception {
    SlotLayout slot = slot("killed");
    Path project = slot.directory().resolve("../../projects/example.org_it").normalize();

    assertThat(KnownLinks.recorded(slot).links())
        .containsExactly(
            new Link("given", project.resolve("given_1"), Kind.SYMBOLIC, false),
            new Link("input.txt", project.resolve("input_1"), Kind.TEXT, false),
            new Link("result.txt", project.resolve("result_1"), Kind.TEXT, true));
  }

  @Test
  void theClientsLinksAreRecordedAsBefore() throws Exception {
    SlotLayout slot = slot("killed");
    Path project = slot.directory().resolve("../../projects/example.org_it").normalize();
    byte[] before = Files.readAllBytes(slot.knownLinks());
    // As the client had set the slot up.
    Files.delete(slot.knownLinks());
    Files.delete(project.resolve("result_1"));
    VersionBefore.putLinksBack(slot.directory().resolve("../..").normalize());

    KnownLinks.recordOnce(slot, project);

    assertThat(Files.readAllBytes(slot.knownLinks())).asString().isEqualTo(text(before));
  }

  @Test
  void theFailedTriesOfAnImageAreCountedOn() throws Exception {
    Path host = VersionBefore.layDown("no-image", disk).resolve("docker_wrapper");
    Path file;
    try (Stream<Path> all = Files.list(host)) {
      file = all.filter(it -> it.toString().endsWith(".failed")).findFirst().orElseThrow();
    }
    Map<String, String> lines = lines(file);
    byte[] before = Files.readAllBytes(file);

    FailedTries tries = new FailedTriesFile(file).read().orElseThrow();

    assertThat(tries)
        .isEqualTo(
            new FailedTries(
                Integer.parseInt(lines.get("count")),
                Instant.parse(lines.get("first")),
                Instant.parse(lines.get("last")),
                Integer.parseInt(lines.get("certain")),
                Instant.parse(lines.get("first_certain")),
                lines.get("reason")));
    assertThat(tries.reason()).startsWith("Dockerfile line 2 (RUN echo a = b && exit 7) failed");
    new FailedTriesFile(file).write(tries);
    assertThat(Files.readAllBytes(file)).asString().isEqualTo(text(before));
  }

  @Test
  void whatTheClientHadSaidIsRead() throws Exception {
    InitData init = InitDataFile.read(slot("killed"));

    assertThat(init.resultName()).isEqualTo(RESULT);
    assertThat(init.boincDirectory()).hasToString(VersionBefore.recorded("killed"));
  }

  @Test
  void anAuthorsDirectoryIsClearedOfWhatTheVersionBeforeMade() throws Exception {
    Path directory = disk.getPath("/tmp/version-before/alone/counting");
    VersionBefore.copy(VersionBefore.file("alone/counting"), directory);
    StandaloneSlot lone = new StandaloneSlot(new SlotLayout(directory));
    SlotLayout other = emptySlot();
    assertThat(lone.isBegun()).isTrue();
    assertThat(MemoFile.read(lone.layout()).memo().orElseThrow().sealedGeneration()).isPresent();
    MemoFile.write(other, MemoFile.read(lone.layout()).memo().orElseThrow());
    assertSameBytes(other.memo(), lone.layout().memo());

    lone.clear();

    assertThat(directory.resolve("boinc_lockfile")).hasContent("the author had it there\n");
    assertThat(directory.resolve("boinc_task_state.xml")).doesNotExist();
    assertThat(Files.exists(lone.layout().ownDirectory(), LinkOption.NOFOLLOW_LINKS)).isFalse();
  }

  private Memo memo(String name) throws IOException {
    return MemoFile.read(slot(name)).memo().orElseThrow();
  }

  private static void hasHash(byte[] content, Manifest.Entry file) {
    assertThat(content).hasSize((int) file.bytes());
    assertThat(sha256(content)).isEqualTo(file.sha256());
  }

  private static String sha256(byte[] content) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }

  private static void assertSameBytes(Path now, Path before) throws IOException {
    assertThat(text(Files.readAllBytes(now))).isEqualTo(text(Files.readAllBytes(before)));
  }

  /** One character a byte. */
  private static String text(byte[] content) {
    return new String(content, StandardCharsets.ISO_8859_1);
  }

  /**
   * The lines of a record, read by other means than the program's: all but the first, which names
   * it, and the checksum.
   */
  private static Map<String, String> lines(Path file) throws IOException {
    List<String> all = Files.readAllLines(file);
    assertThat(all.get(0)).matches("docker_wrapper \\S+ 1");
    assertThat(all.get(all.size() - 1)).matches("checksum = [0-9a-f]{8}");
    Map<String, String> lines = new LinkedHashMap<>();
    for (String line : all.subList(1, all.size() - 1)) {
      String[] sides = line.split(" = ", 2);
      lines.put(plain(sides[0]), plain(sides[1]));
    }
    return lines;
  }

  private static String plain(String text) {
    return text.replace("\\e", "=").replace("\\n", "\n").replace("\\r", "\r");
  }
}
