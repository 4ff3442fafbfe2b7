package net.boincwrapper.project;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Gives out jobs to a client that asks for work, each once, and keeps what it reports. Requests
 * come one at a time.
 */
final class Scheduler {
  private final String masterUrl;
  private final String projectName;
  private final InstantSource clock;
  private final List<String> apps = new ArrayList<>();
  private final Map<String, String> planClasses = new LinkedHashMap<>();
  private final List<Job> waiting = new ArrayList<>();
  private final List<String> prepared = new ArrayList<>();
  private Optional<String> codeSignKey = Optional.empty();
  private final Map<String, Report> reports = new LinkedHashMap<>();
  private final List<TrickleUp> tricklesUp = new ArrayList<>();
  private final Map<String, List<String>> tricklesDown = new LinkedHashMap<>();
  private final List<String> aborts = new ArrayList<>();
  private int requests;

  Scheduler(String masterUrl, String projectName, InstantSource clock) {
    this.masterUrl = masterUrl;
    this.projectName = projectName;
    this.clock = clock;
  }

  synchronized void offer(Job job) {
    if (!apps.contains(job.app())) {
      apps.add(job.app());
    }
    waiting.add(job);
  }

  /** As {@link #offer(Job)}, with an app version of the project's own: see {@link TestProject}. */
  synchronized void offer(String app, String elements, String key) {
    if (!apps.contains(app)) {
      apps.add(app);
    }
    prepared.add(elements);
    codeSignKey = Optional.of(key);
  }

  /** What runs the app's jobs from now on; without, a version that has no plan class. */
  synchronized void version(AppVersion version) {
    planClasses.put(version.app(), version.planClass());
  }

  synchronized void trickleDown(String result, String body) {
    tricklesDown.computeIfAbsent(result, name -> new ArrayList<>()).add(body);
  }

  synchronized void abort(String result) {
    aborts.add(result);
  }

  synchronized Optional<Report> report(String result) {
    return Optional.ofNullable(reports.get(result));
  }

  synchronized List<TrickleUp> tricklesUp() {
    return List.copyOf(tricklesUp);
  }

  synchronized int requests() {
    return requests;
  }

  /** Answers one request. */
  synchronized String answer(String body) {
    SchedulerRequest request = SchedulerRequest.parse(body);
    requests++;
    SchedulerReply reply = new SchedulerReply(masterUrl, projectName, apps);
    codeSignKey.ifPresent(reply::codeSignKey);
    request.reports().forEach(report -> reports.putIfAbsent(report.result(), report));
    request.reports().forEach(report -> reply.acknowledge(report.result()));
    if (!request.trickles().isEmpty()) {
      tricklesUp.addAll(request.trickles());
      reply.acknowledgeTrickles();
    }
    sendTrickles(reply);
    aborts.forEach(reply::abort);
    aborts.clear();
    if (request.cpuSeconds() > 0) {
      waiting.forEach(job -> reply.job(xml(job)));
      waiting.clear();
      prepared.forEach(reply::job);
      prepared.clear();
    }
    return reply.text();
  }

  private void sendTrickles(SchedulerReply reply) {
    long now = clock.instant().getEpochSecond();
    for (Map.Entry<String, List<String>> entry : tricklesDown.entrySet()) {
      List<String> bodies = entry.getValue();
      for (int i = 0; i < bodies.size(); i++) {
        // The client's file is named by the time: two at once would be one.
        reply.trickleDown(entry.getKey(), now + i, bodies.get(i));
      }
    }
    tricklesDown.clear();
  }

  private String xml(Job job) {
    return JobXml.of(
        job,
        planClasses.getOrDefault(job.app(), ""),
        masterUrl + TestProject.DOWNLOADS,
        masterUrl + TestProject.UPLOADS,
        clock.instant());
  }
}
