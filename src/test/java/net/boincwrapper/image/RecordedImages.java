package net.boincwrapper.image;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import net.boincwrapper.engine.Engine;
import net.boincwrapper.engine.ImageStore;
import net.boincwrapper.slot.ImageRecordFile;
import net.boincwrapper.slot.record.ImageRecord;
import net.boincwrapper.slot.record.ImageRecord.Origin;
import net.boincwrapper.time.FakeHostClock;

/** Images that tasks have brought to a host, as far as the host's records say. */
public final class RecordedImages {
  /** That of a {@link net.boincwrapper.engine.FakeEngine}. */
  public static final ImageStore STORE = new ImageStore(Engine.Kind.DOCKER, "", "");

  private RecordedImages() {}

  /** Records that an image is ours, and that a task has used it last at this time. */
  public static void add(Path shared, String name, Instant lastUse) throws IOException {
    add(STORE, shared, name, lastUse);
  }

  /** The same of an engine's image. */
  public static void add(ImageStore store, Path shared, String name, Instant lastUse)
      throws IOException {
    Files.createDirectories(shared);
    ImageRecordFile file = new ImageRecords(store, shared, new FakeHostClock()).of(name);
    file.write(new ImageRecord(name, Origin.PULLED, lastUse));
    file.touch(lastUse);
  }
}
