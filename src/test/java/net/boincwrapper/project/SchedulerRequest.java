package net.boincwrapper.project;

import java.util.List;
import java.util.stream.Stream;

/**
 * What a client tells and asks the scheduler ({@code
 * client/cs_scheduler.cpp:make_scheduler_request}).
 *
 * @param authenticator who asks
 * @param cpuSeconds how much work is wanted; 0: none
 */
record SchedulerRequest(
    String authenticator, double cpuSeconds, List<Report> reports, List<TrickleUp> trickles) {

  static SchedulerRequest parse(String xml) {
    // Also in <other_results>, but there as <other_result>.
    Stream<String> results = Elements.all(xml, "result").stream();
    Stream<String> messages = Elements.all(xml, "msg_from_host").stream();
    return new SchedulerRequest(
        Elements.text(xml, "authenticator").orElse(""),
        Elements.number(xml, "cpu_req_secs"),
        results.map(Report::parse).toList(),
        messages.map(TrickleUp::parse).toList());
  }
}
