package net.boincwrapper.task;

import net.boincwrapper.client.ClientLink;
import net.boincwrapper.slot.record.InitData;
import net.boincwrapper.task.lease.FileWork;
import net.boincwrapper.task.lease.Lease;
import net.boincwrapper.task.lease.MemoKeeper;
import net.boincwrapper.task.lease.StderrLog;
import net.boincwrapper.task.machine.TaskEvent;
import net.boincwrapper.task.turn.CpuAccount;
import net.boincwrapper.task.turn.EngineCalls;
import net.boincwrapper.task.turn.LoopPace;
import net.boincwrapper.task.turn.LoopSleep;
import net.boincwrapper.task.turn.Mailbox;
import net.boincwrapper.task.turn.RunningTime;
import net.boincwrapper.task.turn.Wakeup;

/**
 * The composition root of a task: creates its parts in the order in which a task needs them, each
 * from earlier ones, and decides nothing.
 */
final class TaskWiring {
  private TaskWiring() {}

  /**
   * A task that has not begun.
   *
   * @param link open
   * @param wakeup asked to wake the loop when that may sleep longer
   * @param underClient whether a client owns the slot
   */
  static TaskLoop loop(
      TaskSetup setup,
      Gateways gateways,
      StderrLog log,
      InitData init,
      ClientLink link,
      Wakeup wakeup,
      boolean underClient) {
    EventSink events = new EventSink();
    TaskContext task = context(setup, gateways, log, init, underClient, events);
    LoopPace pace = new LoopPace(gateways.clock());
    FileWork work = new FileWork(gateways.executor(), task.mailbox(), task.lease()::check);

    // The slot becomes ours, and we find what an earlier life has left.
    SlotTaking taking = new SlotTaking(task);
    ContainerCreation creation = new ContainerCreation(task);
    Preparation preparation = new Preparation(task, creation);

    // The container runs, and the client is told how it is.
    ContainerLife life = new ContainerLife(task, creation, new WebGraphics(task, link));
    ReportedCpu reportedCpu = new ReportedCpu(task, life, link);
    StatusReporter reporter = new StatusReporter(task, link, reportedCpu);
    UsageSampler usage = new UsageSampler(task, life, reporter, reportedCpu);
    ImageStep images = new ImageStep(task, reporter);

    // Its work is saved and restored.
    CheckpointSealer sealer = new CheckpointSealer(task, reporter, work);
    UncheckpointedWork uncheckpointed = new UncheckpointedWork(task, life, reporter);
    CheckpointSchedule checkpoints =
        new CheckpointSchedule(task, life, reporter, sealer, uncheckpointed);
    Restoration restoration = new Restoration(task, life, sealer, reporter, work);

    // The app asks for something.
    Triggers triggers = new Triggers(task, life);
    TricklesAndUploads tricklesAndUploads =
        new TricklesAndUploads(
            task, link, work, new TrickleHandOver(task, life, link), underClient);
    AppRequests requests = new AppRequests(task, tricklesAndUploads, triggers);
    SporadicExchange sporadic = new SporadicExchange(task, reporter);

    // It is stopped or ends by itself, and the task leaves.
    HaltSequence halt = new HaltSequence(task, life, checkpoints, uncheckpointed);
    EndAssessment assessment =
        new EndAssessment(task, life, checkpoints, usage, work, requests, triggers);
    OrphanedContainers orphans = new OrphanedContainers(task);
    ExitSequence exit = new ExitSequence(task, life, reporter, work, orphans);

    // The machine decides; it hears what the parts above report.
    ActionRunner actions =
        new ActionRunner(
            task,
            creation,
            images,
            restoration,
            life,
            checkpoints,
            requests,
            halt,
            assessment,
            exit);
    MachineDriver driver = new MachineDriver(log, pace, images, halt, exit, actions);
    events.subscribe(driver::tell);

    // The loop, which gives each of them its turn.
    return new TaskLoop(
        task,
        link,
        new ClientMessages(task, pace, driver, images, usage, sporadic, tricklesAndUploads),
        taking,
        preparation,
        images,
        life,
        requests,
        new PeriodicWork(task, life, usage, checkpoints, requests, sporadic, halt, orphans),
        new TimeLimits(task),
        reporter,
        driver,
        exit,
        new Safeguard(task, driver, exit),
        pace,
        new LoopSleep(pace, wakeup, task.mailbox(), reporter::speakThrough));
  }

  /**
   * What the parts of a task share. The slot is watched from now on.
   *
   * @param events where they report what has happened
   */
  static TaskContext context(
      TaskSetup setup,
      Gateways gateways,
      StderrLog log,
      InitData init,
      boolean underClient,
      EventSink events) {
    Mailbox mailbox = new Mailbox();
    TaskFacts facts = new TaskFacts(init);
    Lease lease = new Lease(setup.slot(), init.resultName(), underClient, gateways.clock());
    EngineCalls calls =
        new EngineCalls(
            gateways.executor(),
            mailbox,
            gateways.clock(),
            () -> setup.engines().open(init),
            log::line,
            reason -> events.accept(new TaskEvent.EngineLost(reason)));
    Gateways.SlotWatch watch = gateways.slotWatches().open(setup.slot(), SlotGuard.WATCHED);
    return new TaskContext(
        setup,
        gateways,
        log,
        mailbox,
        facts,
        lease,
        new MemoKeeper(setup.slot(), lease, init.resultName()),
        calls,
        new CpuAccount(gateways.clock()),
        new RunningTime(gateways.clock()),
        new SlotGuard(setup.slot(), facts, log, lease, watch, gateways.clock()),
        events);
  }
}
