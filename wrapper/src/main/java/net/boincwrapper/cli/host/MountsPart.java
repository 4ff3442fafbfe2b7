package net.boincwrapper.cli.host;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The named places of this host that the policy lets jobs ask for. */
record MountsPart(List<Place> places) implements Part {
  MountsPart {
    places = List.copyOf(places);
  }

  /** What stands at a source. */
  enum State {
    MOUNTED("mounted"),
    /** Somebody's files, and no file system of their own. */
    DIRECTORY("a directory with files, and no mount of its own"),
    EMPTY("an empty directory: nothing is mounted there"),
    MISSING("not there");

    private final String words;

    State(String words) {
      this.words = words;
    }

    boolean isGood() {
      return this == MOUNTED || this == DIRECTORY;
    }
  }

  /** A mount of the policy, and what was found. */
  record Place(String name, String source, String target, boolean readOnly, State state) {}

  @Override
  public String title() {
    return "Mounts";
  }

  @Override
  public String key() {
    return "mounts";
  }

  @Override
  public List<Row> rows() {
    return places.isEmpty()
        ? List.of(new Row("named", "none: jobs see nothing of this host but their own files"))
        : places.stream().map(it -> new Row(it.name(), words(it))).toList();
  }

  private static String words(Place place) {
    return place.source()
        + " as "
        + place.target()
        + (place.readOnly() ? ", to read" : ", to read and write")
        + ": "
        + place.state().words;
  }

  @Override
  public List<Fault> faults() {
    return places.stream()
        .filter(it -> !it.state().isGood())
        .map(
            it ->
                Fault.lasting(
                    "the mount "
                        + it.name()
                        + ": "
                        + it.source()
                        + " is "
                        + it.state().words
                        + "; a job that needs it does not run here",
                    "mount it (findmnt "
                        + it.source()
                        + " shows nothing now), or take it out of the policy"))
        .toList();
  }

  @Override
  public Object json() {
    return places.stream()
        .<Object>map(
            it -> {
              Map<String, Object> json = new LinkedHashMap<>();
              json.put("name", it.name());
              json.put("source", it.source());
              json.put("target", it.target());
              json.put("readOnly", it.readOnly());
              json.put("state", it.state().name().toLowerCase(Locale.ROOT));
              return json;
            })
        .toList();
  }
}
