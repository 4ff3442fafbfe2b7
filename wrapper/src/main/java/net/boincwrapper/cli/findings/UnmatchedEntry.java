package net.boincwrapper.cli.findings;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import net.boincwrapper.cli.findings.CheckpointFinding.Kind;
import net.boincwrapper.job.Glob;
import net.boincwrapper.job.Spelling;

/** An entry of {@code [checkpoint] files} that no file has matched, and what may be the reason. */
record UnmatchedEntry(String entry, CheckpointFacts facts) {
  private static final int MOST_NAMES = 5;

  CheckpointFinding finding() {
    return link()
        .or(this::meant)
        .or(this::elsewhere)
        .orElseGet(() -> facts.others().isEmpty() ? nothing() : unmatched(""));
  }

  private Optional<CheckpointFinding> link() {
    Glob glob = Glob.of(entry);
    return facts.links().stream()
        .filter(glob::matches)
        .findFirst()
        .map(
            name ->
                finding(
                    Kind.LINK,
                    List.of(name),
                    Names.quoted(name)
                        + " is a link that the client has made, because of a template: what the app"
                        + " writes there goes into the project's directory and is not sealed. Give"
                        + " the template's entry <copy_file/>, or the checkpoint another name."));
  }

  /** A file whose name differs by a slip of a finger. */
  private Optional<CheckpointFinding> meant() {
    return Spelling.nearest(lastName(), facts.others().stream().map(FileHistory::lastName).toList())
        .flatMap(near -> facts.others().stream().filter(f -> f.lastName().equals(near)).findFirst())
        .map(file -> unmatched(" Did you mean " + Names.quoted(file.name()) + "?"));
  }

  private Optional<CheckpointFinding> elsewhere() {
    WrittenElsewhere all = facts.elsewhere();
    if (all.isEmpty()) {
      return Optional.empty();
    }
    List<WrittenFile> sameName =
        all.files().stream().filter(file -> file.path().endsWith("/" + lastName())).toList();
    WrittenElsewhere shown = sameName.isEmpty() ? all : new WrittenElsewhere(sameName, 0);
    return Optional.of(
        finding(
            Kind.ELSEWHERE,
            shown.files().stream().map(WrittenFile::path).toList(),
            never()
                + ", but the app has written outside its WORKDIR, where it is lost with the"
                + " container: "
                + shown.named()
                + ". Let it write its state into the WORKDIR."));
  }

  private CheckpointFinding unmatched(String question) {
    List<String> names = new ArrayList<>(facts.others().stream().map(FileHistory::name).toList());
    return finding(
        Kind.UNMATCHED,
        List.of(entry),
        never()
            + "; new files are "
            + Names.quoted(names, MOST_NAMES)
            + "."
            + (question.isEmpty() ? " Name what the app writes." : question));
  }

  private CheckpointFinding nothing() {
    return finding(
        Kind.NEVER_WRITTEN,
        List.of(entry),
        never()
            + ": the app has written no file, neither in its WORKDIR nor elsewhere. Let it write"
            + " its state from time to time, and look for it at its start.");
  }

  private String never() {
    return "No file ever matched " + Names.quoted(entry);
  }

  private String lastName() {
    return entry.substring(entry.lastIndexOf('/') + 1);
  }

  private static CheckpointFinding finding(Kind kind, List<String> files, String text) {
    return new CheckpointFinding(kind, files, text);
  }
}
