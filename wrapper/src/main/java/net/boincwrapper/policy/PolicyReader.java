package net.boincwrapper.policy;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.boincwrapper.job.Place;
import net.boincwrapper.job.Problem;
import net.boincwrapper.job.Problems;
import net.boincwrapper.toml.KeyCheck;
import net.boincwrapper.toml.SourceText;
import net.boincwrapper.toml.TomlDocument;
import net.boincwrapper.toml.Written;

/**
 * Reads host.toml. A policy can only be read whole: of one with a mistake nothing is in force, and
 * the tasks wait.
 */
public final class PolicyReader {
  private PolicyReader() {}

  /**
   * A policy, or the reasons why there is none.
   *
   * @param policy empty where there are problems
   * @param problems everything wrong, in order of the lines
   */
  public record Outcome(Optional<PolicyFile> policy, List<Problem> problems) {
    public Outcome {
      problems = List.copyOf(problems);
    }

    /** Where the file as a whole is not taken. */
    static Outcome refused(String file, String reason) {
      return new Outcome(Optional.empty(), List.of(Problem.error(file, reason)));
    }
  }

  /**
   * Reads a policy. Never throws, and ends within a second or two whatever the content is.
   *
   * @param file its path, for messages
   * @param content at most 64 KiB
   */
  public static Outcome read(String file, byte[] content) {
    Problems problems = new Problems(file);
    Optional<PolicyFile> policy =
        SourceText.decode(content, problems).map(text -> policy(file, text, problems));
    return new Outcome(problems.hasErrors() ? Optional.empty() : policy, problems.sorted());
  }

  private static PolicyFile policy(String file, String text, Problems problems) {
    TomlDocument document = TomlDocument.parse(text, problems);
    Written written = KeyCheck.check(PolicyKeys.SCHEMA, document, problems);
    HostPolicy general = new SectionReader(file, written, problems).read(HostPolicy.DEFAULT);
    List<PolicyFile.Section> sections = new ArrayList<>();
    Map<String, Integer> seen = new HashMap<>();
    for (String path : PolicyKeys.SCHEMA.sectionsOf(document)) {
      Place place = new Place(problems, document.line(path), "[" + path + "]");
      Optional<ProjectUrl> url = ProjectUrl.parse(name(path), place);
      HostPolicy policy = new SectionReader(file, written.in(path), problems).read(general);
      url.ifPresent(
          it -> {
            Integer other = seen.putIfAbsent(it.directory(), place.line());
            if (other != null) {
              place.error("is the same project as the one in line " + other + "; join the two");
            }
            sections.add(new PolicyFile.Section(it, policy));
          });
    }
    return new PolicyFile(general, sections);
  }

  private static String name(String section) {
    return section.substring(PolicyKeys.PROJECT.length() + 1).replace("\"", "");
  }
}
