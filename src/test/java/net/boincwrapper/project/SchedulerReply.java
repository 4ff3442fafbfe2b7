package net.boincwrapper.project;

import java.util.List;

/** What the scheduler answers ({@code client/scheduler_op.cpp:SCHEDULER_REPLY::parse}). */
final class SchedulerReply {
  private final StringBuilder xml = new StringBuilder();

  SchedulerReply(String masterUrl, String projectName, List<String> apps) {
    element("scheduler_version", 800);
    element("master_url", masterUrl);
    element("request_delay", "0.1");
    element("project_name", projectName);
    element("user_name", "tester");
    element("hostid", 1);
    for (String app : apps) {
      xml.append(
          Elements.around(
              "app", Elements.element("name", app) + Elements.element("user_friendly_name", app)));
    }
  }

  private void element(String name, Object text) {
    xml.append(Elements.element(name, text));
  }

  /** A job's files, workunit and result. */
  SchedulerReply job(String elements) {
    xml.append(elements);
    return this;
  }

  /** With it the client checks the files of app versions. */
  SchedulerReply codeSignKey(String key) {
    xml.append("<code_sign_key>\n").append(key).append("\n</code_sign_key>\n");
    return this;
  }

  /** The client may forget this result. */
  SchedulerReply acknowledge(String result) {
    xml.append(Elements.around("result_ack", Elements.element("name", result)));
    return this;
  }

  /** The client may forget the trickle messages that it has sent. */
  SchedulerReply acknowledgeTrickles() {
    xml.append("<message_ack/>\n");
    return this;
  }

  /** A message to a running task; the client reads its lines up to the end tag as they are. */
  SchedulerReply trickleDown(String result, long time, String body) {
    xml.append("<trickle_down>\n");
    element("result_name", result);
    element("time", time);
    xml.append(body).append("\n</trickle_down>\n");
    return this;
  }

  /** The project takes the result back. */
  SchedulerReply abort(String result) {
    xml.append(Elements.around("result_abort", Elements.element("name", result)));
    return this;
  }

  String text() {
    return Elements.around("scheduler_reply", xml.toString());
  }
}
