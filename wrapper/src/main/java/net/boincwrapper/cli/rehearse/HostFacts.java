package net.boincwrapper.cli.rehearse;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import net.boincwrapper.cli.display.Quantities;
import net.boincwrapper.cli.report.Report.Fact;
import net.boincwrapper.cli.simulate.DryRun;
import net.boincwrapper.cli.simulate.ScratchTree;
import net.boincwrapper.engine.ContainerPlan;
import net.boincwrapper.engine.Engine;
import net.boincwrapper.engine.Engine.EngineInfo;
import net.boincwrapper.engine.EngineException;
import net.boincwrapper.job.Job;
import net.boincwrapper.plan.ShellWords;

/** What was run, and where. */
final class HostFacts {
  private static final String NONE = "none";

  private HostFacts() {}

  static List<Fact> of(DryRun dryRun, ScratchTree tree, Engine engine, String program) {
    List<Fact> facts = new ArrayList<>();
    facts.add(new Fact("job", dryRun.folder().directory().toString()));
    Optional<ContainerPlan> plan = dryRun.plan();
    plan.ifPresent(it -> facts.add(new Fact("image", it.image())));
    facts.add(new Fact("user", tree.user().text()));
    plan.ifPresent(it -> facts.add(new Fact("network", it.network())));
    String words = ShellWords.join(dryRun.words());
    facts.add(new Fact("arguments", words.isEmpty() ? NONE : words));
    dryRun.folder().job().job().ifPresent(job -> facts.add(checkpoints(job)));
    facts.add(new Fact("engine", engine(engine)));
    facts.add(new Fact("host", host(dryRun)));
    facts.add(new Fact("program", program + ", Java " + System.getProperty("java.version")));
    return facts;
  }

  private static Fact checkpoints(Job job) {
    List<String> files = job.checkpoint().files();
    return new Fact("checkpoint files", files.isEmpty() ? NONE : String.join(", ", files));
  }

  /** The engine may be gone by now. */
  private static String engine(Engine engine) {
    try {
      EngineInfo info = engine.info();
      String name = info.kind() == Engine.Kind.DOCKER ? "Docker " : "Podman ";
      String rootless = info.rootless() ? ", rootless" : "";
      return name + info.version() + rootless + ", control groups " + info.cgroupVersion();
    } catch (EngineException e) {
      return "did not answer: " + e.getMessage();
    }
  }

  private static String host(DryRun dryRun) {
    return "Linux "
        + System.getProperty("os.version")
        + ", "
        + System.getProperty("os.arch")
        + ", "
        + Quantities.cpus(dryRun.init().host().cpus())
        + ", "
        + Quantities.bytes(dryRun.init().host().memoryBytes());
  }
}
