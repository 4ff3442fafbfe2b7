package net.boincwrapper.plan;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import net.boincwrapper.slot.AtomicFiles;
import net.boincwrapper.slot.SlotLayout;

/**
 * The lists of users and groups that a container gets, in {@code .docker_wrapper}. The container
 * cannot see that directory; the engine mounts what is in it from outside.
 */
record UserFiles(SlotLayout slot) {
  Path passwd() {
    return slot.ownDirectory().resolve("passwd");
  }

  Path group() {
    return slot.ownDirectory().resolve("group");
  }

  /**
   * @param home the user's home in the container
   */
  void write(ContainerUser user, String home) throws IOException {
    AtomicFiles.write(passwd(), user.passwd(home).getBytes(StandardCharsets.UTF_8));
    AtomicFiles.write(group(), user.group().getBytes(StandardCharsets.UTF_8));
  }
}
