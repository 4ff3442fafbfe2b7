/* Whose task this is. */
#include "launcher.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

/* As the wrapper proper bounds it (InitDataFile.java). */
enum { MOST_INIT_DATA = 512 * 1024 };

static const char INIT_DATA[] = "init_data.xml";

struct task task = {.in_slot = false, .directory = "", .called = "docker-wrapper", .result = ""};

/* The app can write that file: the name serves to compare and to count, and nothing else is believed. */
static char *result_name(void) {
  static const char open[] = "<result_name>";
  char *content = read_regular(AT_FDCWD, INIT_DATA, MOST_INIT_DATA);
  char *begin = content == NULL ? NULL : strstr(content, open);
  if (begin == NULL) {
    return "";
  }
  begin += sizeof open - 1;
  char *name = text("%.*s", (int)strcspn(begin, "<\n"), begin);
  free(content);
  return name;
}

/* The client may be writing the file anew: for a moment it is empty. "" if it stays without a name. */
static char *settled_result_name(void) {
  const struct timespec pause = {0, 20 * 1000 * 1000};
  char *name = result_name();
  for (int tries = 0; name[0] == '\0' && tries < 50; tries++) {
    nanosleep(&pause, NULL);
    name = result_name();
  }
  return name;
}

/* What an app has made inaccessible to us counts as there. */
static bool is_there(const char *name) {
  struct stat found;
  if (lstat(name, &found) == 0) {
    return true;
  }
  return errno != ENOENT && errno != ENOTDIR && fstatat(AT_FDCWD, "", &found, AT_EMPTY_PATH) == 0 &&
         found.st_uid == geteuid();
}

/* As slot/SlotSigns.java decides. An app can have removed any of these names but the last. */
static bool is_slot(void) {
  return is_there(INIT_DATA) || is_there("boinc_mmap_file") || is_there("boinc_setup_complete") ||
         (is_there(".docker_wrapper") && !is_there(".docker_wrapper/without_client"));
}

bool find_task(void) {
  task.in_slot = is_slot();
  char *directory = getcwd(NULL, PATH_MAX);
  if (directory == NULL || directory[0] != '/') {
    return false;
  }
  task.directory = directory;
  task.result = task.in_slot ? settled_result_name() : "";
  return true;
}

/* As slot/SlotLease.java decides. A file without a name is being written by the client, or is the app's.
 * If there is no file, the app may have removed it. It cannot reach our own directory, but a client that
 * empties the slot removes that too. */
bool slot_is_ours(void) {
  const char *name = settled_result_name();
  struct stat found;
  if (name[0] != '\0') {
    return strcmp(task.result, name) == 0;
  }
  if (is_there(INIT_DATA)) {
    return true;
  }
  return lstat(".docker_wrapper/links", &found) == 0 || (errno != ENOENT && errno != ENOTDIR);
}
