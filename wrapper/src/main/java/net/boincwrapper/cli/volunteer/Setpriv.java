package net.boincwrapper.cli.volunteer;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Runs programs as another user, with util-linux's {@code setpriv}.
 *
 * @param program where it is
 */
public record Setpriv(Path program, RunUser user) {

  /**
   * The command, as that user, in the working directory that it is started in; no shell reads its
   * words. The kernel takes root's capabilities away with the uid.
   */
  List<String> command(List<String> words) {
    List<String> all = new ArrayList<>();
    all.add(program.toString());
    all.addAll(List.of("--reuid", Integer.toString(user.uid())));
    all.addAll(List.of("--regid", Integer.toString(user.gid())));
    all.addAll(groups());
    all.add("--inh-caps=-all");
    all.add("--");
    all.addAll(words);
    return all;
  }

  private List<String> groups() {
    return user.groups().isEmpty()
        ? List.of("--clear-groups")
        : List.of(
            "--groups",
            user.groups().stream().map(Object::toString).collect(Collectors.joining(",")));
  }

  /**
   * The command, with what a client's child does before it becomes the task's program ({@code
   * client/app_start.cpp:ACTIVE_TASK::start}): appends standard error to a file in its working
   * directory, as its own user. Its umask is a system service's.
   */
  public List<String> asTask(List<String> words, String stderr) {
    List<String> all = new ArrayList<>();
    all.addAll(List.of("sh", "-c", "umask 022; file=$1; shift; exec \"$@\" 2>>\"$file\"", "sh"));
    all.add(stderr);
    all.addAll(words);
    return command(all);
  }

  /**
   * Whether that user may do something with a file, as the shell's own test says. There may be
   * another program named test on the path, such as bin/test of this repository.
   *
   * @param what {@code -x}, {@code -r} or {@code -w}
   */
  boolean may(VolunteerHost host, String what, Path file) throws IOException, InterruptedException {
    return host.run(command(List.of("sh", "-c", "[ \"$1\" \"$2\" ]", "sh", what, file.toString())))
        == 0;
  }
}
