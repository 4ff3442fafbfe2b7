package net.boincwrapper.cli.rehearse;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import net.boincwrapper.cli.display.ProgramName;
import net.boincwrapper.cli.report.ReportFile;
import net.boincwrapper.plan.ShellWords;

/**
 * The report that an author wants.
 *
 * @param file where it is to be written
 * @param program name and version of this program
 * @param words the author's command, without the program's name
 */
public record ReportOrder(ReportFile file, String program, List<String> words) {
  private static final String REHEARSE = "--rehearse";
  private static final String SEED = "--seed";
  private static final String REPORT = "--report";

  /** What comes behind is the app's. */
  private static final String APP = "--";

  public ReportOrder {
    words = List.copyOf(words);
  }

  /**
   * Repeats the run, without a report.
   *
   * @param seed of a rehearsal
   */
  String command(Optional<Long> seed) {
    int app = words.contains(APP) ? words.indexOf(APP) : words.size();
    List<String> ours = words.subList(0, app);
    boolean seeded = ours.stream().anyMatch(word -> isOption(word, SEED));
    List<String> command = new ArrayList<>();
    for (int i = 0; i < app; i++) {
      String word = ours.get(i);
      if (word.equals(REPORT)) {
        i++; // and its value
      } else if (!isOption(word, REPORT)) {
        command.add(word);
      }
      if (word.equals(REHEARSE) && seed.isPresent() && !seeded) {
        command.addAll(List.of(SEED, seed.get().toString()));
      }
    }
    command.addAll(words.subList(app, words.size()));
    return ProgramName.command(ShellWords.join(command));
  }

  private static boolean isOption(String word, String option) {
    return word.equals(option) || word.startsWith(option + "=");
  }
}
