package net.boincwrapper.slot;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.TreeMap;
import net.boincwrapper.slot.record.Memo;

/** The wrapper's part of {@link ClosedSlotIT}: says how often it was told something untrue. */
final class ClosedSlotProcess {
  private static final int LOOKS = 3000;
  private static final String TOGGLE =
      "import os, sys\nwhile True:\n os.chmod(sys.argv[1], 0)\n os.chmod(sys.argv[1], 0o755)\n";

  private final SlotLayout layout;
  private final Path project;
  private final KnownLinks recorded;
  private int wrong;
  private int unread;

  private ClosedSlotProcess(SlotLayout layout) throws Exception {
    this.layout = layout;
    this.project = layout.directory().resolveSibling("../projects/P").normalize();
    SoftLinks.createText(layout, layout.directory().resolve("out"), project.resolve("out"));
    this.recorded = KnownLinks.recordOnce(layout, project);
    MemoFile.write(layout, Memo.initial("wu_1_0").withPostponements(3));
    Files.createDirectories(layout.checkpoint(1));
    Files.writeString(layout.restoreJournal(), "a restore is not finished");
    SoftLinks.createText(layout, layout.directory().resolve("planted"), project.resolve("x"));
  }

  private interface Look {
    /** Whether it says what is so. */
    boolean isTrue() throws Exception;
  }

  private void look(Look look) throws Exception {
    try {
      wrong += look.isTrue() ? 0 : 1;
    } catch (SlotException | IOException e) {
      unread++;
    }
  }

  private void lookAtAll() throws Exception {
    look(() -> KnownLinks.recordOnce(layout, project).equals(recorded));
    look(() -> KnownLinks.look(layout, project).equals(recorded));
    look(this::memoIsTrue);
    look(() -> new SlotLease(layout, "wu_1_0").holder() != SlotLease.Holder.ANOTHER);
    look(() -> SlotPreparation.hasCheckpoints(layout));
    look(() -> new Generations(layout, new Effects(Steps.NONE)).next() == 2);
    look(() -> new Checkpoints(layout, TreeMap::new, "wu_1_0").unfinishedRestore().isPresent());
  }

  private boolean memoIsTrue() throws IOException {
    MemoFile.Reading reading = MemoFile.read(layout);
    if (reading instanceof MemoFile.Reading.Unreadable unreadable) {
      throw new IOException(unreadable.reason());
    }
    return reading.memo().filter(memo -> memo.postponements() == 3).isPresent();
  }

  public static void main(String[] arguments) throws Exception {
    ClosedSlotProcess process = new ClosedSlotProcess(new SlotLayout(Path.of(arguments[0])));
    if (arguments[1].equals("once")) {
      process.closedOnceBeforeEach();
    } else {
      process.closedAgainAndAgain();
    }
    System.out.println("wrong " + process.wrong + ", unread " + process.unread);
  }

  private void closedOnceBeforeEach() throws Exception {
    for (String mode : List.of("---------", "--x------", "rw-------", "r-x------")) {
      Files.setPosixFilePermissions(layout.directory(), PosixFilePermissions.fromString(mode));
      look(() -> KnownLinks.recordOnce(layout, project).equals(recorded));
      Files.setPosixFilePermissions(layout.directory(), PosixFilePermissions.fromString(mode));
      look(this::memoIsTrue);
      lookAtAll();
      look(() -> settlesNothingOf("out", mode));
    }
  }

  /** A link that is closed too is the client's all the same, and not moved to where it leads. */
  private boolean settlesNothingOf(String name, String mode) throws Exception {
    Files.setPosixFilePermissions(
        layout.directory().resolve(name), PosixFilePermissions.fromString(mode));
    Path output = Files.writeString(project.resolve(name), "result");
    new OutputLinks(layout, recorded).settle();
    return Files.readString(output).equals("result");
  }

  private void closedAgainAndAgain() throws Exception {
    Process toggle =
        new ProcessBuilder("python3", "-c", TOGGLE, layout.directory().toString()).start();
    try {
      for (int i = 0; i < LOOKS; i++) {
        lookAtAll();
      }
    } finally {
      toggle.destroyForcibly().waitFor();
      Files.setPosixFilePermissions(
          layout.directory(), PosixFilePermissions.fromString("rwxr-xr-x"));
    }
  }
}
