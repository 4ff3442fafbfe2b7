/*
 * The environment of Java. The client puts the slot, which the app writes, on the library path; and what
 * a login has set for some other Java must not reach this one.
 */
#include "launcher.h"

#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <unistd.h>

static const char PATH[] = "PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

/* What a task needs, and nothing else. */
static const char *const KEPT[] = {
    "HOME", "USER", "LOGNAME", "TZ",                       /* who and where */
    "LANG", "LANGUAGE",                                    /* and LC_* */
    "DOCKER_HOST", "CONTAINER_HOST", "XDG_RUNTIME_DIR",    /* where the engine is */
    "XDG_CONFIG_HOME", "XDG_DATA_HOME", "TMPDIR", "DBUS_SESSION_BUS_ADDRESS", /* what makes a Podman that */
    "CONTAINERS_CONF", "CONTAINERS_CONF_OVERRIDE", "CONTAINERS_STORAGE_CONF", /* we start the client's own */
    "CONTAINERS_REGISTRIES_CONF", "STORAGE_DRIVER", "STORAGE_OPTS",
    "http_proxy", "https_proxy", "ftp_proxy", "all_proxy", "no_proxy", /* in capitals, too */
    "DOCKER_WRAPPER_TRACE", "DOCKER_WRAPPER_HOME",         /* the second is for the launcher alone */
    "DOCKER_WRAPPER_CHANGES", NULL,                        /* set by the simulated client (LayerNotes.java) */
};

/* An author's own commands may be called (--compare): from their environment only these are removed. */
static const char *const REMOVED[] = {
    "GLIBC_TUNABLES", "JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "_JAVA_OPTIONS",
    "CLASSPATH",      "MALLOC_ARENA_MAX",  NULL,
};

static bool is_one_of(const char *entry, size_t length, const char *const *names) {
  for (; *names != NULL; names++) {
    if (strlen(*names) == length && strncasecmp(entry, *names, length) == 0) {
      return true;
    }
  }
  return false;
}

static bool is_kept(const char *entry) {
  const char *equals = strchr(entry, '=');
  if (equals == NULL) {
    return false;
  }
  size_t length = (size_t)(equals - entry);
  if (!task.in_slot) {
    return strncmp(entry, "LD_", 3) != 0 && !is_one_of(entry, length, REMOVED);
  }
  return strncmp(entry, "LC_", 3) == 0 || is_one_of(entry, length, KEPT);
}

/* A service has no locale, and Java could then read no path beyond ASCII. */
static bool is_utf8(void) {
  const char *locale = NULL;
  static const char *const names[] = {"LC_ALL", "LC_CTYPE", "LANG"};
  for (int i = 0; i < 3 && (locale == NULL || *locale == '\0'); i++) {
    locale = getenv(names[i]);
  }
  return locale != NULL && (strcasestr(locale, "UTF-8") || strcasestr(locale, "utf8"));
}

void clean_environment(void) {
  size_t kept = 0;
  for (char **entry = environ; entry != NULL && *entry != NULL; entry++) {
    if (is_kept(*entry)) {
      environ[kept++] = *entry;
    }
  }
  if (environ != NULL) {
    environ[kept] = NULL;
  }
  if (!is_utf8()) {
    setenv("LC_ALL", "C.UTF-8", 1);
  }
  setenv("MALLOC_ARENA_MAX", "1", 1); /* one arena per thread costs megabytes */
  if (task.in_slot || getenv("PATH") == NULL) {
    putenv((char *)PATH);
  }
}

void close_inherited_files(void) {
  long most = sysconf(_SC_OPEN_MAX);
  if (close_range(STDERR_FILENO + 1, ~0U, 0) != 0) { /* before Linux 5.9 */
    for (int file = STDERR_FILENO + 1; file < most && file < 65536; file++) {
      close(file);
    }
  }
  int null;
  do {
    null = open("/dev/null", O_RDWR);
  } while (null >= 0 && null <= STDERR_FILENO);
  close(null);
}
