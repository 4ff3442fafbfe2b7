package net.boincwrapper.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import net.boincwrapper.job.toml.JobReader;

/** Reads job descriptions that are written down in tests. */
public final class JobText {
  /** Every key: those of docker_wrapper first, then those of later tables. */
  static final String FULL =
      """
      workdir = "/work"
      image_name = "lab/aer-sim:3"
      project_dir_mount = "/proj"
      use_gpu = true
      web_graphics_guest_port = 8080
      mount = ["./data:/data:ro", "/srv/boinc/projects/p/tables:/tables"]
      portmap = ["9000", "9001:9001/udp"]
      host_mounts = ["cvmfs"]
      host_mounts_optional = ["nvme", "big-disk"]
      build_args = "--build-arg CFLAGS='-O2 -g' --label a=b --target app --no-cache"
      create_args = '''
        -e SEED=7 --env "GREETING=hello world" -l owner=me --ulimit nofile=1024:4096
        --tmpfs /tmp:size=64m,exec --cpus 1.5 -h node --entrypoint /bin/app -w /work/run
        --stop-signal SIGINT --cap-drop ALL --read-only
        -v ./more:/more -p 127.0.0.1:9002:9002 --mount type=bind,src=./m,dst=/m,ro'''
      verbose = 2

      [image]
      digest = "sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"
      pull = "never"

      [checkpoint]
      files = ["state.npz", "progress.json", "out/**/*.part"]
      signal = "SIGUSR1"
      request_file = "checkpoint_now"
      grace = 40
      generations = 3
      exit_code = 85
      on_quit = "stop"

      [exit]
      retry = [75, 76]
      retry_limit = 4
      retry_delay = 60

      [progress]
      file = "done"
      timeout = 3600

      [requests]
      trickle_up = ["energy", "norm.txt"]
      complete = "all_done"
      temporary_exit = "try_later"

      [limits]
      memory = "2g"
      shm = "64m"
      pids = 512
      time = 7200
      network = true

      [[scratch]]
      path = "/scratch"
      size = "1g"

      [[scratch]]
      path = "/fast"
      size = 1048576
      exec = true

      [quantum]
      qubits = 24
      method = "trajectories"
      clifford = "stabilizer"
      precision = "single"
      depth = 120
      gates = 2000
      memory_base = "150m"
      state_copies = 2.5
      """;

  private JobText() {}

  public static JobReader.Outcome read(String toml) {
    return JobReader.read("job.toml", toml.getBytes(StandardCharsets.UTF_8));
  }

  /** What people see. */
  static List<String> problems(String toml) {
    return read(toml).problems().stream().map(Problem::toString).toList();
  }

  public static Job job(String toml) {
    JobReader.Outcome outcome = read(toml);
    assertThat(outcome.problems().stream().filter(Problem::isError)).isEmpty();
    return outcome.job().orElseThrow();
  }
}
