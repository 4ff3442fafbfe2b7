package net.boincwrapper.job;

import java.util.List;
import java.util.Locale;

/** Linux capabilities by name ({@code include/uapi/linux/capability.h}). */
public final class Capabilities {
  private static final List<String> ALL =
      List.of(
          "AUDIT_CONTROL",
          "AUDIT_READ",
          "AUDIT_WRITE",
          "BLOCK_SUSPEND",
          "BPF",
          "CHECKPOINT_RESTORE",
          "CHOWN",
          "DAC_OVERRIDE",
          "DAC_READ_SEARCH",
          "FOWNER",
          "FSETID",
          "IPC_LOCK",
          "IPC_OWNER",
          "KILL",
          "LEASE",
          "LINUX_IMMUTABLE",
          "MAC_ADMIN",
          "MAC_OVERRIDE",
          "MKNOD",
          "NET_ADMIN",
          "NET_BIND_SERVICE",
          "NET_BROADCAST",
          "NET_RAW",
          "PERFMON",
          "SETFCAP",
          "SETGID",
          "SETPCAP",
          "SETUID",
          "SYSLOG",
          "SYS_ADMIN",
          "SYS_BOOT",
          "SYS_CHROOT",
          "SYS_MODULE",
          "SYS_NICE",
          "SYS_PACCT",
          "SYS_PTRACE",
          "SYS_RAWIO",
          "SYS_RESOURCE",
          "SYS_TIME",
          "SYS_TTY_CONFIG",
          "WAKE_ALARM");

  private static final String PREFIX = "CAP_";

  private Capabilities() {}

  /** In upper case, without {@code CAP_}: engines take both. */
  public static String plain(String written) {
    String upper = written.toUpperCase(Locale.ROOT);
    return upper.startsWith(PREFIX) ? upper.substring(PREFIX.length()) : upper;
  }

  public static boolean isKnown(String plain) {
    return ALL.contains(plain);
  }

  /** What may have been meant, as the end of a sentence; empty text: nothing comes near. */
  public static String hint(String plain) {
    return Spelling.hint(plain, ALL);
  }
}
