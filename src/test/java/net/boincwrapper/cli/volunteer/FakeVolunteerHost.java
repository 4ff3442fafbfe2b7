package net.boincwrapper.cli.volunteer;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A host that is as a test wants it. */
final class FakeVolunteerHost implements VolunteerHost {
  final Set<Integer> named = new HashSet<>();
  final Set<Integer> running = new HashSet<>();
  final List<List<String>> commands = new ArrayList<>();
  int mappedBelow = Integer.MAX_VALUE;
  Optional<Path> setpriv = Optional.of(Path.of("/usr/bin/setpriv"));

  /** Commands with this word fail. */
  String failing = "nothing fails";

  @Override
  public boolean isMapped(int id) {
    return id < mappedBelow;
  }

  @Override
  public boolean isNamed(int id) {
    return named.contains(id);
  }

  @Override
  public boolean isRunning(int id) {
    return running.contains(id);
  }

  @Override
  public Optional<Path> setpriv() {
    return setpriv;
  }

  @Override
  public int run(List<String> command) {
    commands.add(command);
    return command.contains(failing) ? 1 : 0;
  }
}
