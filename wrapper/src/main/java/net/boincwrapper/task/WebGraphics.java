package net.boincwrapper.task;

import java.util.OptionalInt;
import net.boincwrapper.client.ClientLink;
import net.boincwrapper.engine.Engine.ContainerInfo;

/** Tells the client the address of a container's web graphics, if the job has any. */
final class WebGraphics {
  private final TaskContext task;
  private final ClientLink link;

  WebGraphics(TaskContext task, ClientLink link) {
    this.task = task;
    this.link = link;
  }

  void tell(ContainerInfo container) {
    OptionalInt guestPort = task.facts().job().webGraphicsGuestPort();
    if (guestPort.isPresent() && container.ports().containsKey(guestPort.getAsInt())) {
      link.graphics("http://127.0.0.1:" + container.ports().get(guestPort.getAsInt()));
    }
  }
}
