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
import net.boincwrapper.slot.TrickleUp;
import net.boincwrapper.slot.UntrustedFiles;
import net.boincwrapper.slot.UntrustedFiles.FileStat;
import net.boincwrapper.slot.UntrustedFiles.Reading;

/** Passes the app's messages and outputs to the client while the task is not over yet. */
final class Post {
  private final TaskContext task;
  private final ClientLink link;
  private final FileWork work;
  private final UntrustedFiles files;
  private Optional<FileStat> announced = Optional.empty();

  Post(TaskContext task, ClientLink link, FileWork work) {
    this.task = task;
    this.link = link;
    this.work = work;
    this.files = new UntrustedFiles(task.slot().directory());
  }

  /**
   * Does what the file of this name asks for.
   *
   * @return whether it is done; else it waits for the client
   */
  boolean take(String name) {
    if (name.equals(SlotLayout.TRICKLE_UP)) {
      announce();
      return true;
    }
    if (name.startsWith(SlotLayout.UPLOAD_REQUEST_PREFIX)) {
      upload(name);
      return true;
    }
    return trickle(name);
  }

  /** Something of the client's is in WORKDIR, where the app finds it. */
  void arrived(String what) {
    task.act(what + " is in WORKDIR");
  }

  /** The app's own, as BOINC's API writes it. The client is told once of each. */
  private void announce() {
    Optional<FileStat> file = files.stat(SlotLayout.TRICKLE_UP);
    if (file.isPresent() && !file.equals(announced)) {
      announced = file;
      task.act("a message to the project: " + SlotLayout.TRICKLE_UP);
      link.trickleUp();
    }
  }

  /** The client takes one message at a time. */
  private boolean trickle(String name) {
    if (TrickleUp.waits(task.slot())) {
      announce();
      return false;
    }
    Reading reading = files.read(name, TrickleUp.MOST_BYTES);
    if (reading instanceof Reading.Refused refused) {
      task.log().line("not sent to the project: " + refused.reason());
    } else {
      reading.text().ifPresent(text -> send(name, text));
    }
    remove(name);
    return true;
  }

  private void send(String variety, String text) {
    if (!TrickleUp.accepts(text)) {
      task.log().line("not sent to the project: " + variety + " would end the client's request");
      return;
    }
    try {
      TrickleUp.write(task.slot(), variety, text);
      announce();
    } catch (SlotException e) {
      task.log().line(String.valueOf(e.getMessage()));
    }
  }

  private void upload(String request) {
    String output = request.substring(SlotLayout.UPLOAD_REQUEST_PREFIX.length());
    work.add(() -> publish(output), there -> uploaded(request, output, there));
  }

  /** What cannot be uploaded now is uploaded at the end, or complained of there. */
  private boolean publish(String output) {
    try {
      KnownLinks known = KnownLinks.recordOnce(task.slot(), task.facts().init().projectDirectory());
      return new OutputLinks(task.slot(), known).publish(output);
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
                  + " now: it is no output of the task, lacks its link (<copy_file/>), or is not"
                  + " written");
      remove(request);
    }
  }

  private void remove(String name) {
    Path file = task.slot().directory().resolve(name);
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      task.log().line("could not remove the app's request " + name + ": " + e.getMessage());
    }
  }
}
