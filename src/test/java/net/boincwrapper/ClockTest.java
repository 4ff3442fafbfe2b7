package net.boincwrapper;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.AccessTarget.CodeUnitAccessTarget;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaCodeUnitAccess;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import net.boincwrapper.slot.ScrubWatch;
import net.boincwrapper.task.turn.Mailbox;
import net.boincwrapper.time.HostClock;

/** Nothing waits except through the clock: what does could only be tested by waiting too. */
@AnalyzeClasses(packages = "net.boincwrapper", importOptions = ImportOption.DoNotIncludeTests.class)
class ClockTest {
  private static final Set<String> FORMS_OF_OBJECT_WAIT = Set.of("", "long", "long,int");

  /** The clock, and those whose own pages say why they wait by themselves. */
  @ArchTest
  static void onlyTheClockWaits(JavaClasses classes) {
    Set<String> found =
        classes.stream()
            .flatMap(ClockTest::calls)
            .filter(call -> waits(call.getTarget()))
            .map(call -> outermost(call.getOriginOwner()).getName())
            .collect(toSet());
    assertThat(found)
        .containsExactlyInAnyOrder(
            HostClock.class.getName(), Mailbox.class.getName(), ScrubWatch.class.getName());
  }

  private static Stream<JavaCodeUnitAccess<?>> calls(JavaClass origin) {
    return Stream.concat(
        origin.getCodeUnitCallsFromSelf().stream(),
        origin.getCodeUnitReferencesFromSelf().stream());
  }

  private static boolean waits(CodeUnitAccessTarget target) {
    JavaClass owner = target.getOwner();
    String name = target.getName();
    return (name.equals("sleep")
            && (owner.isAssignableTo(Thread.class) || owner.isAssignableTo(TimeUnit.class)))
        || (name.startsWith("park") && owner.isEquivalentTo(LockSupport.class))
        || (name.equals("wait") && FORMS_OF_OBJECT_WAIT.contains(parameters(target)));
  }

  private static String parameters(CodeUnitAccessTarget target) {
    return String.join(
        ",", target.getRawParameterTypes().stream().map(JavaClass::getName).toList());
  }

  private static JavaClass outermost(JavaClass one) {
    return one.getEnclosingClass().map(ClockTest::outermost).orElse(one);
  }
}
