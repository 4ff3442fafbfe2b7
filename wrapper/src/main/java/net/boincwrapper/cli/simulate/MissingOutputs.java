package net.boincwrapper.cli.simulate;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import net.boincwrapper.cli.findings.CachePaths;
import net.boincwrapper.cli.findings.Names;
import net.boincwrapper.cli.folder.BoincTemplate.FileReference;

/** Says that outputs are missing, and which files the app may have written in their place. */
final class MissingOutputs {
  private static final int MOST_NAMES = 5;

  private final ScratchTree tree;
  private final DeclaredFiles declared;

  MissingOutputs(ScratchTree tree, DeclaredFiles declared) {
    this.tree = tree;
    this.declared = declared;
  }

  /**
   * For people.
   *
   * @param missing names of the output template; not empty
   */
  String told(List<String> missing) throws IOException {
    String missed =
        "the app did not write what the output template names: " + String.join(", ", missing);
    List<String> written = written();
    return written.isEmpty()
        ? missed
        : missed
            + "; it wrote "
            + Names.quoted(written, MOST_NAMES)
            + ": if that is meant, write it as <open_name> in "
            + tree.folder().outputName();
  }

  /** Neither checkpoints nor signs, nor outputs that the template names. */
  private List<String> written() throws IOException {
    List<String> named =
        tree.folder().output().stream()
            .flatMap(template -> template.files().stream())
            .map(FileReference::openName)
            .toList();
    return declared.undeclared(tree).stream()
        .filter(name -> !CachePaths.cover("/workdir/" + name))
        .map(Path::toString)
        .filter(name -> !named.contains(name) && !name.startsWith("."))
        .toList();
  }
}
