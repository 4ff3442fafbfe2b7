package net.boincwrapper.task;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import net.boincwrapper.client.ClientLink;
import net.boincwrapper.slot.KnownLinks;
import net.boincwrapper.slot.OutputLinks;
import net.boincwrapper.slot.SlotException;
import net.boincwrapper.slot.SlotLayout;
import net.boincwrapper.slot.TrickleUpFile;
import net.boincwrapper.slot.UntrustedFiles;
import net.boincwrapper.slot.UntrustedFiles.Reading;
import net.boincwrapper.task.lease.FileWork;

/**
 * Passes the app's trickle messages, and outputs that it wants to be uploaded early, to the client
 * while the task is not over yet.
 */
final class TricklesAndUploads {
  private final TaskContext task;
  private final ClientLink link;
  private final FileWork work;
  private final TrickleHandOver trickles;
  private final boolean underClient;

  TricklesAndUploads(
      TaskContext task,
      ClientLink link,
      FileWork work,
      TrickleHandOver trickles,
      boolean underClient) {
    this.task = task;
    this.link = link;
    this.work = work;
    this.trickles = trickles;
    this.underClient = underClient;
  }

  /**
   * Does what the file with this name asks for.
   *
   * @return whether it has been begun; if not, another message comes first
   */
  boolean take(String name) {
    if (!underClient) {
      task.log().line("there is no client to take " + name);
      return true;
    }
    if (name.startsWith(SlotLayout.UPLOAD_REQUEST_PREFIX)) {
      upload(name);
      return true;
    }
    if (trickles.busy()) {
      return false;
    }
    trickles.begin(message(name));
    return true;
  }

  /** Like {@link #take}, after the app's end. */
  void takeLast(String name) {
    if (!underClient) {
      return;
    }
    if (name.startsWith(SlotLayout.UPLOAD_REQUEST_PREFIX)) {
      upload(name);
    } else if (name.equals(SlotLayout.TRICKLE_UP) || !new TrickleUpFile(task.slot()).isThere()) {
      trickles.last(message(name));
    } else {
      task.log().line("a message to the project was not sent: " + name + ", the app has ended");
    }
  }

  /** The client has put something into WORKDIR, where the app finds it. */
  void arrived(String what) {
    task.act(what + " is in WORKDIR");
  }

  private TrickleHandOver.Message message(String name) {
    return name.equals(SlotLayout.TRICKLE_UP)
        ? new FromLibrary()
        : new NamedFile(task.slot(), name);
  }

  /** A message as BOINC's library writes it. */
  private static final class FromLibrary implements TrickleHandOver.Message {
    @Override
    public Optional<String> place(TrickleUpFile file) throws SlotException {
      return file.takeOver();
    }

    @Override
    public void done() {
      // The client has moved it away.
    }
  }

  /** A file whose name is the message's variety. It stays until the client has the message. */
  private record NamedFile(SlotLayout slot, String name) implements TrickleHandOver.Message {
    @Override
    public Optional<String> place(TrickleUpFile file) throws SlotException, IOException {
      Reading text = new UntrustedFiles(slot.directory()).read(name, TrickleUpFile.MOST_BYTES);
      if (text instanceof Reading.Content content) {
        return file.write(name, content.bytes());
      }
      if (text instanceof Reading.Unknown unknown) {
        throw new IOException(unknown.reason());
      }
      return Optional.of(text.problem().orElse(name + " is gone"));
    }

    @Override
    public void done() throws IOException {
      Files.deleteIfExists(slot.directory().resolve(name));
    }
  }

  private void upload(String request) {
    String output = request.substring(SlotLayout.UPLOAD_REQUEST_PREFIX.length());
    KnownLinks links = task.facts().links();
    work.add(() -> publish(output, links), there -> uploaded(request, output, there));
  }

  /** An output that cannot be uploaded now is uploaded at the end, or reported missing there. */
  private boolean publish(String output, KnownLinks links) {
    try {
      return new OutputLinks(task.slot(), links).publish(output);
    } catch (SlotException e) {
      return false;
    }
  }

  private void uploaded(String request, String output, boolean there) {
    if (there) {
      task.act("asking the client to upload " + output);
      link.uploadFile();
    } else {
      task.log()
          .line(
              "no upload of "
                  + output
                  + " now: it is not an output of the task, lacks its link (<copy_file/>), or is not"
                  + " written");
      remove(request);
    }
  }

  private void remove(String name) {
    task.lease().check();
    Path file = task.slot().directory().resolve(name);
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      task.log().line("could not remove the app's request " + name + ": " + e.getMessage());
    }
  }
}
