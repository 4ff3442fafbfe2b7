package net.boincwrapper.policy;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import net.boincwrapper.job.TomlTypes;
import net.boincwrapper.toml.Key;

/** Lists what is in force, key by key, as TOML would write it, with where it comes from. */
public final class PolicySettings {
  private final List<Setting> settings = new ArrayList<>();

  private PolicySettings() {}

  /**
   * One value in force.
   *
   * @param key such as {@code limits.memory}, or {@code mount} and its name
   * @param value as TOML would write it, or {@code none}; of a size: bytes
   */
  public record Setting(String key, String value, Origin origin) {}

  /** Every key, in order of the reference, and the mounts. */
  public static List<Setting> of(HostPolicy policy) {
    PolicySettings list = new PolicySettings();
    list.all(policy);
    return List.copyOf(list.settings);
  }

  private void all(HostPolicy policy) {
    word(PolicyKeys.ENGINE, policy.engine());
    text(PolicyKeys.SOCKET, policy.socket());
    quoted(PolicyKeys.NETWORK, policy.network());
    plain(PolicyKeys.LAN_RULES, policy.requireLanRules());
    confinement(policy.confinement());
    plain(PolicyKeys.BUILDS, policy.images().builds());
    plain(PolicyKeys.IMAGE_BUDGET, policy.images().budget());
    plain(PolicyKeys.KEEP_DAYS, policy.images().keepDays());
    quoted(PolicyKeys.ON_QUIT, policy.onQuit());
    Ceilings ceilings = policy.ceilings();
    bytes(PolicyKeys.MEMORY, ceilings.memory());
    add(PolicyKeys.CPUS, ceilings.cpus().value().map(String::valueOf), ceilings.cpus().origin());
    OptionalInt pids = ceilings.pids().value();
    Optional<String> shown =
        pids.isPresent() ? Optional.of(String.valueOf(pids.getAsInt())) : Optional.empty();
    add(PolicyKeys.PIDS, shown, ceilings.pids().origin());
    bytes(PolicyKeys.LAYER, ceilings.layer());
    policy.mounts().forEach(this::mount);
  }

  private void confinement(Confinement confinement) {
    plain(PolicyKeys.GPUS, confinement.gpus());
    text(PolicyKeys.CPUSET, confinement.cpuset());
    text(PolicyKeys.NUMA_NODES, confinement.numaNodes());
    texts(PolicyKeys.CAPABILITIES, confinement.capabilities());
    texts(PolicyKeys.DEVICES, confinement.devices());
    text(PolicyKeys.SECCOMP, confinement.seccomp());
    text(PolicyKeys.RUNTIME, confinement.runtime());
  }

  private void mount(NamedMount mount) {
    String value =
        "{ source = "
            + TomlTypes.quote(mount.source())
            + ", target = "
            + TomlTypes.quote(mount.target())
            + ", read_only = "
            + mount.readOnly()
            + ", propagation = "
            + quoted(mount.propagation())
            + " }";
    settings.add(new Setting("mount " + mount.name(), value, mount.origin()));
  }

  private void word(Key key, Rule<? extends Optional<? extends Enum<?>>> rule) {
    add(key, rule.value().map(PolicySettings::quoted), rule.origin());
  }

  private void text(Key key, Rule<Optional<String>> rule) {
    add(key, rule.value().map(TomlTypes::quote), rule.origin());
  }

  private void texts(Key key, Rule<List<String>> rule) {
    add(key, Optional.of(TomlTypes.quote(rule.value())), rule.origin());
  }

  private void quoted(Key key, Rule<? extends Enum<?>> rule) {
    add(key, Optional.of(quoted(rule.value())), rule.origin());
  }

  private void plain(Key key, Rule<?> rule) {
    add(key, Optional.of(String.valueOf(rule.value())), rule.origin());
  }

  private void bytes(Key key, Rule<OptionalLong> rule) {
    OptionalLong value = rule.value();
    add(
        key,
        value.isPresent() ? Optional.of(String.valueOf(value.getAsLong())) : Optional.empty(),
        rule.origin());
  }

  private static String quoted(Enum<?> value) {
    return TomlTypes.quote(value.name().toLowerCase(Locale.ROOT));
  }

  private void add(Key key, Optional<String> value, Origin origin) {
    settings.add(new Setting(key.path(), value.orElse(Key.NONE), origin));
  }
}
