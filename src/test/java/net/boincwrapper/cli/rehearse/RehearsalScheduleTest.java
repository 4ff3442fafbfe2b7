package net.boincwrapper.cli.rehearse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.DoubleSummaryStatistics;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.LongStream;
import net.boincwrapper.cli.RunStory;
import net.boincwrapper.cli.rehearse.RehearsalSchedule.LeftOut;
import net.boincwrapper.cli.rehearse.RehearsalSchedule.Planned;
import net.boincwrapper.cli.simulate.Interrupt.Kind;
import net.boincwrapper.job.Job.CheckpointRules;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RehearsalScheduleTest {
  private static final Set<Kind> ALL = EnumSet.allOf(Kind.class);

  @Test
  void theSameSeedDrawsTheSameMomentsWhateverElseIsWanted() {
    List<Planned> all = draw(7, ALL, needs(2)).planned();

    assertThat(draw(7, ALL, needs(2)).planned()).isEqualTo(all);
    assertThat(draw(7, Set.of(Kind.TORN), needs(2)).planned())
        .containsExactly(all.get(Kind.TORN.ordinal()));
    assertThat(draw(8, ALL, needs(2)).planned()).isNotEqualTo(all);
  }

  /** An author repeats what a version before has drawn: a new kind has to come last. */
  @Test
  void aSeedGivesTheMomentsThatItAlwaysGave() {
    assertThat(draw(2026, ALL, needs(2)).planned().stream().map(Planned::when).toList())
        .startsWith(
            "kill, due at 86 % of the way from the first checkpoint to the end",
            "wrapper, due at 47 % of the way from the first checkpoint to the end",
            "reboot, due at 67 % of the way from the first checkpoint to the end",
            "quit, due at 38 % of the way from the first checkpoint to the end",
            "suspend, due at 79 % of the way from the first checkpoint to the end",
            "torn, due at 73 % of the way from the first checkpoint to the end",
            "rollback, due at 95 % of the way from the second checkpoint to the end",
            "engine, due at 80 % of the way from the first checkpoint to the end");
  }

  /** Some generators begin with nearly the same number for each small seed. */
  @Test
  void smallSeedsDrawDifferentMoments() {
    for (Kind kind : Kind.values()) {
      DoubleSummaryStatistics shares =
          LongStream.rangeClosed(1, 50)
              .mapToDouble(seed -> draw(seed, ALL, needs(2)).planned().get(kind.ordinal()).share())
              .summaryStatistics();
      assertThat(shares.getMin()).as("%s", kind).isLessThan(0.15);
      assertThat(shares.getMax()).as("%s", kind).isGreaterThan(0.85);
      assertThat(shares.getAverage()).as("%s", kind).isBetween(0.35, 0.65);
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, -1, Long.MAX_VALUE})
  void eachMomentIsAfterItsCheckpointsAndBeforeTheEnd(long seed) {
    RunFacts run = RunStory.undisturbed();

    assertThat(draw(seed, ALL, needs(2)).planned())
        .hasSize(ALL.size())
        .allSatisfy(
            planned -> {
              Duration checkpoint = run.checkpoints().get(planned.checkpoints() - 1);
              Duration moment = checkpoint.plus(planned.wait(run));
              assertThat(moment).isBetween(checkpoint, run.end().minusMillis(700));
              assertThat(planned.earlier(0).wait(run)).isLessThanOrEqualTo(planned.wait(run));
            });
  }

  /** Too early to tell, then too late: the next one lies between. */
  @Test
  void aMomentThatTellsIsSoughtBetweenTheOthers() {
    Planned first = new Planned(Kind.KILL, 1, 0.4);

    assertThat(first.later().share()).isEqualTo(0.8);
    assertThat(first.later().earlier(0.4).share()).isEqualTo(0.6, within(1e-9));
    assertThat(first.earlier(0).share()).isEqualTo(0.2);
    assertThat(first.canBeLater()).isTrue();
    assertThat(first.later().canBeLater()).isFalse();
    assertThat(new Planned(Kind.KILL, 0, 0.4).canBeLater()).isFalse();
  }

  @Test
  void aMomentIsToldAsAShareOfTheWay() {
    assertThat(new Planned(Kind.ROLLBACK, 2, 0.418).when())
        .isEqualTo("rollback, due at 42 % of the way from the second checkpoint to the end");
    assertThat(new Planned(Kind.KILL, 0, 0.5).when())
        .isEqualTo("kill, due at 50 % of the way from the start to the end");
  }

  @Test
  void aRollbackWantsTwoCheckpoints() {
    assertThat(draw(1, ALL, needs(2)).planned())
        .filteredOn(planned -> planned.checkpoints() == 2)
        .extracting(Planned::kind)
        .containsExactly(Kind.ROLLBACK);
  }

  @Test
  void whatTheJobDoesNotKeepCannotBeDamaged() {
    assertThat(draw(1, ALL, needs(1)).leftOut())
        .containsExactly(new LeftOut(Kind.ROLLBACK, "the job keeps only 1 sealed checkpoint"));
    assertThat(draw(1, ALL, needs(0)).leftOut())
        .extracting(LeftOut::why)
        .containsExactly("the job seals no checkpoints", "the job seals no checkpoints");
  }

  @Test
  void aJobWithoutCheckpointFilesIsInterruptedFromItsStartOn() {
    RehearsalSchedule schedule = draw(1, ALL, new RehearsalNeeds(rules(List.of(), 2)));

    assertThat(schedule.planned()).extracting(Planned::checkpoints).containsOnly(0);
    assertThat(schedule.leftOut())
        .extracting(LeftOut::kind)
        .containsExactly(Kind.TORN, Kind.ROLLBACK);
  }

  @Test
  void aRunThatIsOverSoonAfterItsCheckpointIsTooShort() {
    RunFacts quick =
        RunFacts.of(new RunStory().launch(0).start(1).seal(2, 1, 1).cpu(2.5, 1.5).end(2.6).log());

    RehearsalSchedule schedule = RehearsalSchedule.draw(1, ALL, needs(2), quick);

    assertThat(schedule.planned()).isEmpty();
    assertThat(schedule.leftOut())
        .contains(
            new LeftOut(Kind.KILL, "the run is over too soon after its first sealed checkpoint"),
            new LeftOut(Kind.ROLLBACK, "the run has no second sealed checkpoint"));
  }

  private static RehearsalSchedule draw(long seed, Set<Kind> wanted, RehearsalNeeds needs) {
    return RehearsalSchedule.draw(seed, wanted, needs, RunStory.undisturbed());
  }

  private static RehearsalNeeds needs(int generations) {
    return new RehearsalNeeds(rules(List.of("state"), generations));
  }

  private static CheckpointRules rules(List<String> files, int generations) {
    return new CheckpointRules(
        files,
        Optional.empty(),
        Optional.empty(),
        Duration.ofSeconds(10),
        generations,
        OptionalInt.empty(),
        CheckpointRules.OnQuit.AUTO);
  }
}
