package net.boincwrapper.cli.clean;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import net.boincwrapper.cli.host.ProgramStores;
import net.boincwrapper.cli.simulate.ScratchTree;
import net.boincwrapper.cli.volunteer.VolunteerPlace;
import net.boincwrapper.cli.volunteer.VolunteerPlace.Orphan;
import net.boincwrapper.engine.ContainerPlan;
import net.boincwrapper.engine.Engine;
import net.boincwrapper.engine.EngineException;
import net.boincwrapper.slot.record.OneLine;

/**
 * What an author's dry runs have left in a job's directory: slots of runs that went wrong, and
 * their containers.
 *
 * @param engine empty where none answers
 */
record ScratchSlots(Path job, Optional<Engine> engine) {
  private static final int LONGEST_NAME = 120;

  /** Nothing where no dry run has left a slot; logs and outputs stay. */
  Optional<Leftover> leftover() throws IOException {
    List<Path> places = places();
    if (places.isEmpty()) {
      return Optional.empty();
    }
    long bytes = 0;
    for (Path place : places) {
      bytes += ProgramStores.bytes(place);
    }
    return Optional.of(
        new Leftover(
            "scratch slot",
            job.toString(),
            "a dry run went wrong, or was called with --keep; its log and outputs stay",
            OptionalLong.of(bytes),
            this::remove));
  }

  /** What root's dry runs have left outside of directories that are not there any more. */
  static List<Leftover> ofLostJobs() throws IOException {
    List<Leftover> lost = new ArrayList<>();
    for (Orphan orphan : VolunteerPlace.orphans()) {
      lost.add(
          new Leftover(
              "scratch slot",
              orphan.place().toString(),
              "the dry run was " + OneLine.of(orphan.job(), LONGEST_NAME) + ", which is not there",
              OptionalLong.of(ProgramStores.bytes(orphan.place())),
              orphan::remove));
    }
    return lost;
  }

  /** Not while a dry run is at work there. */
  private boolean remove() throws IOException, EngineException {
    Path data = ScratchTree.dataOf(job);
    if (!ScratchTree.removeSlots(job)) {
      return false;
    }
    if (engine.isPresent()) {
      Map<String, String> its = Map.of(ContainerPlan.LABEL_BOINC_DIRECTORY, data.toString());
      for (Engine.Sighting container : engine.get().sight(its)) {
        engine.get().remove(container.id());
      }
    }
    return true;
  }

  private List<Path> places() throws IOException {
    List<Path> found = new ArrayList<>();
    for (Path place : ScratchTree.slotPlaces(job)) {
      if (Files.exists(place, LinkOption.NOFOLLOW_LINKS)) {
        found.add(place);
      }
    }
    return found;
  }
}
