package net.boincwrapper.cli.packaging;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import net.boincwrapper.cli.display.Quantities;
import net.boincwrapper.cli.folder.RehearsalRecord;

/** What the operator of a project must know of a package. */
final class PackageReadme {
  private PackageReadme() {}

  /**
   * The content of a file.
   *
   * @param work of the samples
   * @param input the template that goes to the server
   * @param rehearsed what was measured of exactly this job; empty where nothing was
   */
  static String of(
      PackageOrder order,
      Shipment shipment,
      SampleWork work,
      XmlElement input,
      Optional<RehearsalRecord> rehearsed) {
    return """
        # %1$s %2$s for a BOINC server

        Made by docker-wrapper %3$s. `sha256sum --check SHA256SUMS` in this directory says whether all is as it was made.

        | here | what it is | where it goes |
        |---|---|---|
        | `apps/` | the app version: exactly what ships to volunteers, and nothing else | below the project's directory |
        | `templates/` | how a workunit and a result are made | below the project's directory |
        | `bin/` | say whether two results are the same, and whether one is whole | into the project's `bin` |
        | `project.xml` | the app | its `<app>` into the project's `project.xml`, before `</boinc>` |
        | `plan_class_spec.xml` | which hosts get it | its `<plan_class>` into the project's `plan_class_spec.xml`, before `</plan_classes>` |
        | `create_work.sh` | makes one workunit%4$s | run it from here |
        | `inputs/` | samples of the inputs, if there are any | stays here; `create_work.sh` takes them |
        | `image.spdx.json` | what the image has installed, in SPDX; not there if it was packaged with `--no-sbom` | keep it with your records |
        | `circuits.json` | the circuits among the job's files, if there are any | keep it with your records |
        | `app_info.xml` | for a trial on one client, without a server's signature | see below |
        | `SHA256SUMS` | of all these files | stays here |

        ## In this order, in the project's directory

        `PACKAGE` stands for the directory of this file.

        Both XML files are whole: where the project has none of that name, copy them.

        1. Once for the app: put `<app>` in place, then `bin/xadd`. Its `<user_friendly_name>` is what volunteers read:
           write a better one if you like. `<name>` must stay.
        2. Once for each plan class: put `<plan_class>` in place. The scheduler reads it at its next request; one that
           runs as FastCGI, when it is started again.
        3. `cp -r PACKAGE/apps PACKAGE/bin PACKAGE/templates .`
        4. `bin/update_versions`, which signs the files and asks before it adds the version.
        5. `sh PACKAGE/create_work.sh` makes one workunit. For others, stage their inputs under new names with
           `bin/stage_file_native`, and name them to `bin/create_work --appname %1$s` in the same order. Of bounds and of
           how many results are wanted, the template's counts: to give a workunit others (`--rsc_memory_bound` and so
           on), take them out of the template.

           %11$s

        6. A validator, in `config.xml`. `%1$s_compare` has the rule for numbers inside (%9$s);
           `%1$s_check` says whether the files of a result are there and whole. Both need Python 3.6 or later.

           ```xml
           <daemon>
             <cmd>script_validator --app %1$s --init_script %1$s_check --compare_script %1$s_compare</cmd>
           </daemon>
           ```

        ## What to know

        - %8$s
        %10$s- **A version that is in the database is skipped without a word.** If `update_versions` says nothing of
          %2$s, it is there already, for this platform and plan class: whatever has changed needs a new version.
        - A new version takes the place of older ones of the same plan class only. A version of another plan class stays
          in use until you set `deprecated` of it in the table `app_version`, or `min_version` of the app.
        - **Physical names are immutable.** `update_versions` refuses a file that has the name of another one, and
          clients keep what they have. So each name has the beginning of its file's SHA-256 in it. The executable has
          a name of its own, without the app's version: a client that has it does not download it again.
        - Everything in `%5$s`
          goes to volunteers, if its name does not begin with a dot. Put nothing else there.
        - Only hosts with a container engine get the plan class `%6$s`. To others the scheduler says "Docker not
          present"; a client such as 7.20.5, that of Debian 12, knows of no engine.
        - A workunit is tried more than once (`max_error_results` and what stands beside it in the template): by
          create_work's own defaults the first host that fails, or is never heard of again, would end it.

        ## A trial on one client, without a server's signature

        With a client that is attached to a project, as its user: copy the files of the app version (without
        `version.xml`) and `app_info.xml` into the client's `projects/PROJECT/`, make `%7$s`
        executable (`chmod 0755`), and start the client again. It then uses this version for the app `%1$s`, whatever
        the server has. The workunit comes from that project: its server needs the app (step 1), the templates, and
        `create_work.sh`, but neither the version nor a plan class.
        """
        .formatted(
            order.app(),
            order.version(),
            order.programVersion(),
            samples(work.inputs()),
            order.versionDirectory(),
            order.planClass().name(),
            shipment.files().get(0).physicalName(),
            bounds(rehearsed),
            order.replicas(),
            WorkunitAdvice.of(order, input),
            arguments(work).replaceAll("\n(?=.)", "\n   ").strip());
  }

  private static String arguments(SampleWork work) {
    if (work.fixed()) {
      return """
          Each workunit has the template's arguments: create_work refuses a `--command_line` beside them. For others
          from workunit to workunit, such as a seed, the author takes `<command_line>` out of the job's template,
          rehearses with the arguments behind `--`, and packages again.
          """;
    }
    return """
        The template has no arguments, so each workunit can have its own%s.
        Many at once%s:

        ```sh
        %s
        ```
        """
        .formatted(
            work.arguments().isEmpty() ? "" : "; `create_work.sh` has those of the rehearsal",
            work.hasSeed()
                ? ", each with another seed"
                : ", one for each line of arguments in a file",
            work.loop());
  }

  private static String bounds(Optional<RehearsalRecord> rehearsed) {
    return rehearsed
        .map(
            record ->
                "The app came through every interruption of a rehearsal, on "
                    + Quantities.cpus(record.cpus())
                    + ". Its bounds in `templates/` were\n  measured there, with the sample inputs;"
                    + " a higher one of the author's has been left. A larger input needs others.")
        .orElse(
            "**This version was not rehearsed.** Nobody has seen that it goes on after an"
                + " interruption, and the bounds in\n  `templates/` are the author's, or create_work's"
                + " own.");
  }

  private static String samples(List<InputFile> inputs) {
    return inputs.isEmpty()
        ? ""
        : " of the samples in `inputs/` ("
            + inputs.stream()
                .map(input -> "`" + input.physicalName() + "`")
                .collect(Collectors.joining(", "))
            + ")";
  }
}
