package net.boincwrapper.cli.host;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import net.boincwrapper.cli.engine.ClientDirectory;
import net.boincwrapper.cli.engine.EngineReport;

/**
 * The BOINC client whose tasks are meant.
 *
 * @param client empty: none was named, and none is in the usual places
 * @param owner whose its data directory is
 * @param checkedAs the user of this process
 * @param writable whether this process may write into the data directory
 */
record ClientPart(
    Optional<ClientDirectory> client, String owner, String checkedAs, boolean writable)
    implements Part {

  @Override
  public String title() {
    return "BOINC client";
  }

  @Override
  public String key() {
    return "client";
  }

  @Override
  public List<Row> rows() {
    List<Row> rows = new ArrayList<>();
    if (client.isEmpty()) {
      rows.add(new Row("data directory", "none found"));
    } else {
      rows.add(new Row("data directory", client.get().path() + ", of the user " + owner));
      rows.add(new Row("version", client.get().version().orElse("unknown")));
      rows.add(new Row("has found", found(client.get())));
    }
    rows.add(new Row("checked as", checkedAs));
    return rows;
  }

  private static String found(ClientDirectory client) {
    return client.found().map(EngineReport::name).orElse("no engine, or is older than 8.2");
  }

  @Override
  public List<Fault> faults() {
    if (client.isEmpty()) {
      return List.of(
          Fault.lasting(
              "no BOINC client has its data where they usually are ("
                  + String.join(", ", ClientDirectory.usualNames())
                  + "), so only the engine that you would use yourself was looked at",
              "name the client's data directory: docker-wrapper host --data-dir DATA; without a"
                  + " client, install the package boinc-client"));
    }
    List<Fault> faults = new ArrayList<>();
    String path = client.get().path().toString();
    if (client.get().version().isEmpty()) {
      faults.add(
          Fault.lasting(
              "in " + path + " is no client_state.xml that can be read: no client has run there",
              "start the client once, or name another directory with --data-dir"));
    }
    if (!owner.equals(checkedAs)) {
      faults.add(
          Fault.lasting(
              "tasks run as " + owner + ", but this was checked as " + checkedAs,
              "call it as root: then everything is checked as " + owner));
    } else if (!writable) {
      faults.add(
          Fault.stopping(
              path + " cannot be written by " + owner + ", whose tasks keep their files there",
              "is its disk mounted read-only? Else, as root: chown " + owner + " " + path));
    }
    return faults;
  }

  @Override
  public Object json() {
    Map<String, Object> json = new LinkedHashMap<>();
    client.ifPresent(
        found -> {
          json.put("dataDirectory", found.path().toString());
          json.put("owner", owner);
          found.version().ifPresent(number -> json.put("version", number));
          found.found().ifPresent(kind -> json.put("found", kind.name().toLowerCase(Locale.ROOT)));
          json.put("writable", writable);
        });
    json.put("checkedAs", checkedAs);
    return json;
  }
}
