package net.boincwrapper.cli.rehearse;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.NavigableSet;
import java.util.TreeSet;
import net.boincwrapper.cli.simulate.DeclaredFiles;
import net.boincwrapper.cli.simulate.Interrupt;
import net.boincwrapper.cli.simulate.RunWatcher;
import net.boincwrapper.cli.simulate.ScratchTree;
import net.boincwrapper.cli.simulate.WrapperLine;
import net.boincwrapper.client.AppStatus;

/**
 * Keeps a run's log, looks at the app's files, and notes which undeclared ones were there when the
 * run was interrupted.
 */
final class UndeclaredWatch implements RunWatcher {
  private final RunLog log;
  private final DeclaredFiles files;
  private final ScratchTree tree;
  private final SlotLook look;
  private final NavigableSet<Path> found = new TreeSet<>();

  UndeclaredWatch(RunLog log, DeclaredFiles files, ScratchTree tree) {
    this.log = log;
    this.files = files;
    this.tree = tree;
    this.look = new SlotLook(log, files, tree);
  }

  /** Relative to the slot, sorted. */
  List<Path> found() {
    return List.copyOf(found);
  }

  @Override
  public void interrupted(Duration at, Interrupt interrupt) {
    log.interrupted(at, interrupt);
    try {
      files.undeclared(tree).stream().filter(name -> !Byproducts.contain(name)).forEach(found::add);
    } catch (IOException e) {
      // Then only the hint is missing.
      found.clear();
    }
  }

  @Override
  public void launched(Duration at) {
    log.launched(at);
  }

  /** The wrapper says what the app is given before it starts the container. */
  @Override
  public void said(Duration at, String line) {
    log.said(at, line);
    if (WrapperLine.read(line).filter(WrapperLine.Basis.class::isInstance).isPresent()) {
      look.look(at);
    }
  }

  @Override
  public void passed(Duration at) {
    log.passed(at);
    look.lookIfRested(at);
  }

  @Override
  public void reported(Duration at, AppStatus status) {
    log.reported(at, status);
  }

  @Override
  public void undone(String why) {
    log.undone(why);
  }

  @Override
  public void left(Duration at) {
    look.look(at);
    log.left(at);
  }
}
