/* The story in order; launcher.h says what each step is for. */
#include "launcher.h"

#include <limits.h>
#include <unistd.h>

int main(int count, char **words) {
  hold_signals();
  close_inherited_files();
  if (!find_task()) {
    postpone(300, "finding the directory of the task failed: %m");
  }
  char **arguments = words + (count > 0);
  if (count > 0) {
    task.called = words[0];
  }
  if (!task.in_slot) {
    refuse_unless_command(arguments);
  }
  clean_environment();
  char executable[PATH_MAX];
  ssize_t length = readlink("/proc/self/exe", executable, sizeof executable - 1);
  if (length < 0) {
    postpone(300, "finding this executable by /proc/self/exe failed: %m; is /proc mounted?");
  }
  executable[length] = '\0';
  struct program program = provide(executable);
  if (task.in_slot) {
    run_java(&program, executable, arguments);
  }
  become_java(&program, executable, arguments);
}
