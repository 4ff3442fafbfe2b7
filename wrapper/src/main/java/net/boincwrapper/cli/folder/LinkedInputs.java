package net.boincwrapper.cli.folder;

import java.util.List;
import net.boincwrapper.cli.folder.BoincTemplate.FileReference;
import net.boincwrapper.job.Job;
import net.boincwrapper.job.Job.MountRequest;

/**
 * Inputs without {@code <copy_file/>}: in the slot they are files of one line, which only BOINC's
 * API resolves ({@code api/filesys.cpp:boinc_resolve_filename}).
 */
public final class LinkedInputs {
  private LinkedInputs() {}

  /** A note for each of them that the job does not mount, for people. */
  public static List<String> notes(JobFolder folder) {
    List<String> mounted =
        folder.job().job().stream()
            .map(Job::mounts)
            .flatMap(List::stream)
            .map(MountRequest::source)
            .map(source -> source.replaceFirst("^(\\./+)++", ""))
            .toList();
    return folder.input().stream()
        .flatMap(template -> template.files().stream())
        .filter(input -> !input.copyFile())
        .map(FileReference::openName)
        .filter(name -> !mounted.contains(name))
        .map(name -> note(folder, name))
        .toList();
  }

  private static String note(JobFolder folder, String name) {
    return folder.inputName()
        + ": "
        + name
        + " has no <copy_file/>, so the app finds a file of one line there, <soft_link>…, that leads"
        + " to the input; add <copy_file/>, or mount = [\"./"
        + name
        + ":/data/"
        + name
        + ":ro\"], unless the app asks BOINC's API for the name";
  }
}
