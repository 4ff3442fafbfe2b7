package net.boincwrapper.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

class ResultsJsonTest {
  private final Results results = Samples.results();

  @Test
  void whatIsWrittenIsReadBackAsItWas() {
    Results read = ResultsJson.read(ResultsJson.write(results));

    assertThat(read.figures().all()).isEqualTo(results.figures().all());
    assertThat(read.with(results.figures())).isEqualTo(results);
  }

  @Test
  void soIsWhatWasMeasuredOnPodman() {
    Results podman = results.with(Samples.onPodman());

    Results read = ResultsJson.read(ResultsJson.write(podman));

    assertThat(read.figures().all()).isEqualTo(podman.figures().all());
  }

  @Test
  void aReaderFindsMedianRangeRatioAndWhetherItIsGoodEnough() {
    JsonObject launch = figure(Measure.LAUNCH, Subject.OURS);

    assertThat(launch.getAsJsonObject("summary").get("median").getAsDouble())
        .isCloseTo(0.45, within(1e-9));
    assertThat(launch.getAsJsonObject("ratio").get("high").getAsDouble())
        .isCloseTo(1.2, within(1e-9));
    assertThat(launch.get("limit").getAsString()).isEqualTo("at most 1.4 of docker run");
    assertThat(launch.get("met").getAsBoolean()).isTrue();
  }

  @Test
  void aCheckpointIsJudgedFromTheSizeOnThatCountsAndMayMiss() {
    assertThat(figures(Measure.SEAL, Subject.OURS).get(0).has("met")).isFalse();
    assertThat(figures(Measure.SEAL, Subject.OURS).get(1).get("met").getAsBoolean()).isFalse();
  }

  @Test
  void whatSetsTheUnitIsNotJudged() {
    assertThat(figure(Measure.LAUNCH, Subject.DOCKER_RUN).has("met")).isFalse();
  }

  @Test
  void anotherFileIsRefused() {
    assertThatThrownBy(() -> ResultsJson.read("{}"))
        .isInstanceOf(BenchException.class)
        .hasMessageContaining("no results of the bench");
  }

  private JsonObject figure(Measure measure, String subject) {
    return figures(measure, subject).get(0);
  }

  private List<JsonObject> figures(Measure measure, String subject) {
    JsonObject root = JsonParser.parseString(ResultsJson.write(results)).getAsJsonObject();
    return StreamSupport.stream(root.getAsJsonArray("figures").spliterator(), false)
        .map(JsonElement::getAsJsonObject)
        .filter(one -> one.get("measure").getAsString().equals(measure.key()))
        .filter(one -> one.get("subject").getAsString().equals(subject))
        .toList();
  }
}
