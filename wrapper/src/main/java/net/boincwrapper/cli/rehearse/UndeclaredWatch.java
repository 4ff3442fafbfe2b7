package net.boincwrapper.cli.rehearse;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import net.boincwrapper.cli.simulate.DeclaredFiles;
import net.boincwrapper.cli.simulate.Interrupt;
import net.boincwrapper.cli.simulate.RunWatcher;
import net.boincwrapper.cli.simulate.ScratchTree;
import net.boincwrapper.client.AppStatus;

/** Keeps a run's log, and notes which undeclared files were there when it was interrupted. */
final class UndeclaredWatch implements RunWatcher {
  private final RunLog log;
  private final DeclaredFiles files;
  private final ScratchTree tree;
  private final SortedSet<Path> found = new TreeSet<>();

  UndeclaredWatch(RunLog log, DeclaredFiles files, ScratchTree tree) {
    this.log = log;
    this.files = files;
    this.tree = tree;
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

  @Override
  public void said(Duration at, String line) {
    log.said(at, line);
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
    log.left(at);
  }
}
