package net.boincwrapper.client;

import static net.boincwrapper.client.StatusMessageTest.cpu;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A link whose statuses somebody else tells: what he is told, and what is known of them. */
class HeraldTest {
  @TempDir Path slot;
  private final FakeNanoTime time = new FakeNanoTime();
  private final List<String> words = new ArrayList<>();
  private SharedMemory client;
  private MappedClientLink link;

  @BeforeEach
  void open() throws IOException {
    Path file = slot.resolve("boinc_mmap_file");
    client = SharedMemory.create(file);
    link = MappedClientLink.open(file, OptionalLong.empty(), time);
  }

  @AfterEach
  void close() {
    link.close();
    client.close();
  }

  private Channel status() {
    return client.channel(ChannelId.APP_STATUS);
  }

  @Test
  void statusesGoHisWayAndNoneIsWritten() throws IOException {
    link.speakThrough(new Herald(words::add));
    link.report(cpu(1.5, 1));
    link.reportEnd(cpu(2, 1));
    assertThat(words)
        .containsExactly(
            "status 1 1500000000 <checkpoint_cpu_time>1</checkpoint_cpu_time>",
            "last 2 2000000000 <checkpoint_cpu_time>1</checkpoint_cpu_time>");
    assertThat(status().unread()).isFalse();
  }

  @Test
  void whatStillWaitsIsHandedOver() {
    link.report(cpu(1, 0));
    link.report(cpu(2, 0));
    link.speakThrough(new Herald(words::add));
    assertThat(words).singleElement().asString().startsWith("status 1 2000000000 ");
    assertThat(link.waits()).isFalse();
  }

  @Test
  void aStatusIsReadWhenTheClientHasTakenIt() throws IOException {
    link.report(cpu(1, 0));
    link.speakThrough(new Herald(words::add));
    assertThat(link.statusRead()).as("that of ours").isFalse();
    status().receive();
    assertThat(link.statusRead()).isTrue();
    link.report(cpu(2, 0));
    assertThat(link.statusRead()).as("not yet said").isFalse();
    status().send("<said>1</said><heard>0</heard>");
    assertThat(link.statusRead()).as("said").isFalse();
    status().receive();
    assertThat(link.statusRead()).as("taken").isTrue();
    status().send("<said>1</said><heard>1</heard>");
    assertThat(link.statusRead()).as("said once more").isTrue();
    link.report(cpu(3, 0));
    assertThat(link.statusRead()).as("the next").isFalse();
  }

  @Test
  void heIsToldWhereTheCpuTimeIsRead() {
    link.speakThrough(new Herald(words::add));
    link.cpuFrom(new CpuSource.Group(Path.of("/cg/c1/cpu.stat"), 1000, 2.5));
    link.cpuFrom(new CpuSource.Course(1, 2, Duration.ofSeconds(4)));
    link.cpuFrom(new CpuSource.None());
    link.cpuAfresh();
    assertThat(words)
        .containsExactly(
            "cpu group 2500000000 1000 /cg/c1/cpu.stat",
            "cpu course 1000000000 2000000000 4000000000",
            "cpu none",
            "afresh");
  }

  @Test
  void aPathThatWouldBeTwoWordsIsNotTold() {
    link.speakThrough(new Herald(words::add));
    link.cpuFrom(new CpuSource.Group(Path.of("/cg/a\nend 0"), 1, 0));
    assertThat(words).containsExactly("cpu none");
  }

  @Test
  void onceTheLinkIsLetGoHeIsSilent() {
    link.speakThrough(new Herald(words::add));
    link.close();
    link.close();
    link.report(cpu(1, 0));
    link.reportEnd(cpu(1, 0));
    assertThat(words).containsExactly("silent");
  }

  @Test
  void aClientThatSendsNoHeartbeatForAWhileIsSilent() throws IOException {
    client.channel(ChannelId.HEARTBEAT).send("<heartbeat/>");
    link.poll();
    time.advance(Duration.ofMillis(1400));
    link.poll();
    assertThat(link.silent()).isFalse();
    time.advance(Duration.ofMillis(100));
    link.poll();
    assertThat(link.silent()).isTrue();
    client.channel(ChannelId.HEARTBEAT).send("<heartbeat/>");
    link.poll();
    assertThat(link.silent()).isFalse();
  }
}
