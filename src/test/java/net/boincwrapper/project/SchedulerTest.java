package net.boincwrapper.project;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class SchedulerTest {
  private final Scheduler scheduler =
      new Scheduler("http://p/", "test", () -> Instant.ofEpochSecond(100));

  private static String request(int cpuSeconds, String more) {
    return Elements.around(
        "scheduler_request",
        Elements.element("authenticator", "secret")
            + Elements.element("cpu_req_secs", cpuSeconds)
            + more);
  }

  @Test
  void aJobIsGivenOnceAndOnlyToWhoAsksForWork() {
    scheduler.offer(Job.of("wu", "sim"));

    assertThat(scheduler.answer(request(0, ""))).doesNotContain("<workunit>");
    assertThat(scheduler.answer(request(1, ""))).contains("<name>sim</name>", "<name>wu_0</name>");
    assertThat(scheduler.answer(request(1, ""))).doesNotContain("<workunit>");
    assertThat(scheduler.requests()).isEqualTo(3);
  }

  @Test
  void anAppVersionOfTheProjectsOwnComesWithTheKeyThatChecksIt() {
    scheduler.offer(
        "sim", "<app_version>\n</app_version>\n<workunit>\n</workunit>\n", "1024\nab\n.\n");

    assertThat(scheduler.answer(request(0, ""))).doesNotContain("<workunit>");
    assertThat(scheduler.answer(request(1, "")))
        .contains("<name>sim</name>", "<app_version>", "<code_sign_key>\n1024\nab\n.\n");
    assertThat(scheduler.answer(request(1, ""))).doesNotContain("<workunit>");
  }

  @Test
  void aReportedResultIsKeptAndAcknowledged() {
    Job job = Job.of("wu", "sim");
    String result =
        """
        <result>
            <name>wu_0</name>
            <final_cpu_time>1.500000</final_cpu_time>
            <final_elapsed_time>5.100000</final_elapsed_time>
            <exit_status>0</exit_status>
            <state>5</state>
            <final_peak_working_set_size>85389312</final_peak_working_set_size>
        <stderr_out>
        <![CDATA[
        <stderr_txt>
        a line
        </stderr_txt>
        ]]>
        </stderr_out>
        </result>
        <other_results>
            <other_result>
                <name>other_0</name>
            </other_result>
        </other_results>
        """;

    assertThat(scheduler.answer(request(0, result)))
        .contains("<result_ack>\n<name>wu_0</name>\n</result_ack>")
        .doesNotContain("other_0");

    Report report = scheduler.report(job.resultName()).orElseThrow();
    assertThat(report.state()).isEqualTo(Report.FILES_UPLOADED);
    assertThat(report.exitStatus()).isZero();
    assertThat(report.cpuSeconds()).isEqualTo(1.5);
    assertThat(report.elapsedSeconds()).isEqualTo(5.1);
    assertThat(report.peakMemoryBytes()).isEqualTo(85389312);
    assertThat(report.stderr()).contains("a line");
    assertThat(scheduler.report("other_0")).isEmpty();
  }

  @Test
  void aTrickleMessageIsKeptAndAcknowledged() {
    String message =
        """
          <msg_from_host>
              <result_name>wu_0</result_name>
              <time>100</time>
        <variety>progress</variety>
        <step>7</step>

          </msg_from_host>
        """;

    assertThat(scheduler.answer(request(0, message))).contains("<message_ack/>");

    assertThat(scheduler.tricklesUp())
        .containsExactly(new TrickleUp("wu_0", "progress", "<step>7</step>"));
  }

  @Test
  void trickleMessagesToATaskGoOutOnceEachWithATimeOfItsOwn() {
    scheduler.trickleDown("wu_0", "first");
    scheduler.trickleDown("wu_0", "second");

    assertThat(Elements.all(scheduler.answer(request(0, "")), "trickle_down"))
        .containsExactly(
            "\n<result_name>wu_0</result_name>\n<time>100</time>\nfirst\n",
            "\n<result_name>wu_0</result_name>\n<time>101</time>\nsecond\n");
    assertThat(scheduler.answer(request(0, ""))).doesNotContain("trickle_down");
  }

  @Test
  void aResultIsTakenBackOnce() {
    scheduler.abort("wu_0");

    assertThat(scheduler.answer(request(0, "")))
        .contains("<result_abort>\n<name>wu_0</name>\n</result_abort>");
    assertThat(scheduler.answer(request(0, ""))).doesNotContain("result_abort");
  }
}
