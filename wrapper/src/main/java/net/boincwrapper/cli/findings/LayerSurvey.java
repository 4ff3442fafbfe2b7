package net.boincwrapper.cli.findings;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import net.boincwrapper.engine.Engine;
import net.boincwrapper.engine.Engine.Change;
import net.boincwrapper.engine.Engine.ChangeKind;
import net.boincwrapper.engine.Engine.PathStat;
import net.boincwrapper.engine.EngineException;

/** Looks at what a container has written into its own layer, before it is removed. */
final class LayerSurvey {
  /** Each costs a call: an app may unpack a whole distribution. */
  static final int MOST_LOOKS = 200;

  private LayerSurvey() {}

  static WrittenElsewhere of(Engine engine, String id) throws EngineException {
    List<Change> changes = engine.changes(id);
    Set<String> parents = parents(changes);
    List<Change> leaves =
        changes.stream()
            .filter(change -> !parents.contains(change.path()))
            .filter(change -> !CachePaths.cover(change.path()))
            .toList();
    List<WrittenFile> files = new ArrayList<>();
    for (Change change : leaves.subList(0, Math.min(leaves.size(), MOST_LOOKS))) {
      look(engine, id, change).ifPresent(files::add);
    }
    return new WrittenElsewhere(files, Math.max(0, leaves.size() - MOST_LOOKS));
  }

  /** Directories that are there only because something in them is. */
  private static Set<String> parents(List<Change> changes) {
    Set<String> parents = new HashSet<>();
    for (Change change : changes) {
      String path = change.path();
      for (int end = path.lastIndexOf('/'); end > 0; end = path.lastIndexOf('/', end - 1)) {
        parents.add(path.substring(0, end));
      }
    }
    return parents;
  }

  /** An empty directory holds nothing; one that something was deleted from has changed, too. */
  private static Optional<WrittenFile> look(Engine engine, String id, Change change)
      throws EngineException {
    if (change.kind() == ChangeKind.DELETED) {
      return Optional.of(new WrittenFile(change.path(), change.kind(), 0));
    }
    Optional<PathStat> stat = engine.stat(id, change.path());
    return stat.filter(found -> !found.isDirectory())
        .map(found -> new WrittenFile(change.path(), change.kind(), found.bytes()));
  }
}
