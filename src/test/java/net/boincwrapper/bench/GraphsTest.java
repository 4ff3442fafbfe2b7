package net.boincwrapper.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

class GraphsTest {
  private final Figures figures = Samples.results().figures();

  @Test
  void aPictureIsWellFormedAndItsAxesHaveUnits() throws Exception {
    Document picture = parse(Graphs.of(Measure.Size.CHECKPOINT, figures).orElseThrow());

    assertThat(texts(picture))
        .contains(
            "checkpoint's rename to its sealed copy, s", "size of the checkpoint", "1 MB", "1 GB");
  }

  @Test
  void eachSubjectHasALineThroughItsMedians() throws Exception {
    Document picture = parse(Graphs.of(Measure.Size.TASKS, figures).orElseThrow());

    NodeList lines = picture.getElementsByTagName("polyline");
    assertThat(lines.getLength()).isEqualTo(2);
    assertThat(((Element) lines.item(0)).getAttribute("points").split(" ")).hasSize(3);
  }

  @Test
  void everyMarkLiesWithinItsPanel() throws Exception {
    Document picture = parse(Graphs.of(Measure.Size.CHECKPOINT, figures).orElseThrow());

    NodeList marks = picture.getElementsByTagName("circle");
    for (int mark = 0; mark < marks.getLength(); mark++) {
      Element circle = (Element) marks.item(mark);
      assertThat(Double.parseDouble(circle.getAttribute("cx")))
          .isBetween(0.0, (double) Panel.WIDTH);
      assertThat(Double.parseDouble(circle.getAttribute("cy")))
          .isBetween(0.0, (double) Panel.HEIGHT);
    }
    assertThat(marks.getLength()).isEqualTo(3); // the legend's, and two points
  }

  @Test
  void oneSizeMakesNoGraph() {
    assertThat(Graphs.of(Measure.Size.LOG, figures)).isEmpty();
    figures.add(Measure.LOG_CPU, Subject.OURS, 1e6, 0.5);
    assertThat(Graphs.of(Measure.Size.LOG, figures)).isEmpty();
    figures.add(Measure.LOG_CPU, Subject.OURS, 1e7, 0.5);
    assertThat(Graphs.of(Measure.Size.LOG, figures)).isPresent();
  }

  @Test
  void whatHasNoSizeIsNotDrawn() {
    assertThat(Graphs.of(Measure.Size.NONE, figures)).isEmpty();
  }

  private static java.util.List<String> texts(Document picture) {
    NodeList found = picture.getElementsByTagName("text");
    return java.util.stream.IntStream.range(0, found.getLength())
        .mapToObj(text -> found.item(text).getTextContent())
        .toList();
  }

  private static Document parse(String picture) throws Exception {
    return DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new ByteArrayInputStream(picture.getBytes(StandardCharsets.UTF_8)));
  }
}
