/* The signals that ask a task to leave, held from the first instruction on. */
#include "launcher.h"

#include <signal.h>
#include <string.h>
#include <sys/signalfd.h>

static const int LEAVE[] = {SIGTERM, SIGINT, SIGHUP, SIGTSTP};
enum { LEAVE_COUNT = sizeof LEAVE / sizeof *LEAVE };

static sigset_t held;
static sigset_t before;

void hold_signals(void) {
  sigemptyset(&held);
  for (int i = 0; i < LEAVE_COUNT; i++) {
    sigaddset(&held, LEAVE[i]);
  }
  sigaddset(&held, SIGCHLD);
  sigprocmask(SIG_BLOCK, &held, &before);
}

void release_signals(void) {
  sigprocmask(SIG_SETMASK, &before, NULL);
}

void leave_if_asked(void) {
  sigset_t waiting;
  sigpending(&waiting);
  for (int i = 0; i < LEAVE_COUNT; i++) {
    if (sigismember(&waiting, LEAVE[i])) {
      if (!task.in_slot) {
        release_signals(); /* and die of it */
      }
      postpone(30, "asked to leave (SIG%s) before the task was taken up", sigabbrev_np(LEAVE[i]));
    }
  }
}

int signals_to_read(void) {
  /* A parent may have ignored one: it would never arrive here, nor reach Java's handler. */
  for (int i = 0; i < LEAVE_COUNT; i++) {
    signal(LEAVE[i], SIG_DFL);
  }
  signal(SIGCHLD, SIG_DFL);
  return signalfd(-1, &held, SFD_CLOEXEC | SFD_NONBLOCK);
}
