/*
 * Looks in Java's place whether the client has said something: ten wake-ups a second would be Java's
 * largest cost. client/SharedMemory.java is the other side, and reads what was said.
 */
#include "launcher.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

/* Where the flags are of the channels by which a client asks for something urgent (lib/app_ipc.h:SHARED_MEM):
 * process_control_request and trickle_down. The heartbeat can wait for Java's own look, every four seconds at
 * the latest. */
static const off_t FLAGS[] = {0, 7168};

bool open_messages(struct messages *messages) {
  if (messages->file >= 0) {
    return true;
  }
  int file = open(SHARED_MEMORY, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
  struct stat found;
  if (file >= 0 && (fstat(file, &found) != 0 || !S_ISREG(found.st_mode))) {
    close(file);
    file = -1;
  }
  messages->file = file;
  return file >= 0;
}

/* A truncated file is news too. It is read, not mapped: a mapping would crash us. */
bool unread_messages(const struct messages *messages) {
  if (messages->file < 0) {
    return false;
  }
  for (size_t i = 0; i < sizeof FLAGS / sizeof *FLAGS; i++) {
    char flag;
    if (pread(messages->file, &flag, 1, FLAGS[i]) != 1 || flag != 0) {
      return true;
    }
  }
  return false;
}
