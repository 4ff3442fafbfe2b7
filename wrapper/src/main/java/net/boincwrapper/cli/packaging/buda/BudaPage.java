package net.boincwrapper.cli.packaging.buda;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import net.boincwrapper.cli.folder.JobFolder;

/** What to type where, and what is different there. */
final class BudaPage {
  /** PHP's own limit of an upload, which a server can raise ({@code html/user/sandbox.php}). */
  private static final long USUAL_UPLOAD = 2 << 20;

  private BudaPage() {}

  static String of(JobFolder folder, BudaOrder order, Map<String, Path> sandbox)
      throws IOException {
    BudaForms forms = new BudaForms(folder, order);
    return """
        # %1$s for BUDA, BOINC's universal docker app

        A project that offers BUDA makes an app of this by three forms of its web site.

        1. **Sandbox** (`sandbox.php`): upload the files of `sandbox/`, and `%2$s`.%3$s
        2. **Add science app** (`buda.php`):

           | field | value |
           |---|---|
           | Internal name | `%1$s` |
           | User-visible name | `%1$s` |
           | Input file names | %4$s |
           | Output file names | %5$s |
           | Max output file size, MB | `%6$d` |
           | Gzip output files? | as you like |
           | Max job turnaround time, days | `%7$s` (as of August 2026 the jobs get 7 all the same) |

        3. **Add variant**, in the app's details:

           | field | value |
           |---|---|
           | CPU type | `%8$s` |
           | Plan class | %9$s |
           | Dockerfile | `Dockerfile` |
           | Application files | %10$s |

        4. **Submit jobs** (`buda_submit.php`):

           | field | value |
           |---|---|
           | Batch zip file | `%2$s` |
           | Command-line arguments | empty: each job has its own, in the batch |
           | Max job runtime (days) | `%11$s` |
           | Expected job runtime (days) | `%12$s` |
           | Enable debugging output | off |

        `%2$s` holds one job, the sample. For more, add a directory for each, with the same input files, and the
        arguments in a file called `cmdline`.

        ## What is different there

        BUDA's hosts run BOINC's own docker_wrapper, and not this program. The app runs unchanged, and it loses what only
        this program does:

        - Each job has 500000000 bytes of memory and 1000000000 of disk, whatever it needs.
        - A quit leaves the container paused; the app is not asked for a checkpoint. After a reboot it starts again in the
          same slot, with whatever its files were at that moment: no sealed checkpoint, and no `BOINC_RESUMED`.
        - The container has the network, the capabilities that the engine gives by itself, and no limit of memory or
          processes. With a GPU it sees all of the host's, and not only the assigned one.
        - The project's directory is mounted only where `project_dir_mount` says so.
        - %13$s
        """
        .formatted(
            order.app(),
            BudaPackage.batchName(order),
            large(sandbox),
            field(forms.inputs()),
            field(forms.outputs()),
            forms.outputMegabytes(),
            forms.delayDays(),
            order.cpuType(),
            planClass(order),
            forms.chosenFiles().stream().map(BudaPage::code).collect(Collectors.joining(", ")),
            forms.mostDays(),
            forms.expectedDays(),
            noEffect(folder));
  }

  private static String code(String text) {
    return "`" + text + "`";
  }

  private static String field(String value) {
    return value.isEmpty() ? "empty" : code(value);
  }

  private static String planClass(BudaOrder order) {
    return order.planClassField().isEmpty()
        ? "empty"
        : code(order.planClassField())
            + ", which the project's operator must have put into `plan_class_spec.xml`; ask for the"
            + " name there";
  }

  private static String large(Map<String, Path> sandbox) throws IOException {
    StringBuilder large = new StringBuilder();
    for (Map.Entry<String, Path> file : sandbox.entrySet()) {
      if (Files.size(file.getValue()) > USUAL_UPLOAD) {
        large.append(large.isEmpty() ? " More than 2 MB, which PHP refuses by itself: " : ", ");
        large.append(code(file.getKey()));
      }
    }
    return large.isEmpty() ? "" : large.append("; ask the operator for a larger limit.").toString();
  }

  private static String noEffect(JobFolder folder) {
    List<String> keys = NoEffect.keys(folder);
    return keys.isEmpty()
        ? "Every key of this job's description has its effect there, too."
        : "These keys of `job.toml` have no effect there: "
            + keys.stream().map(BudaPage::code).collect(Collectors.joining(", "))
            + ".";
  }
}
