# What the kernel shows and takes by files.
use strict;
use warnings;
use Fcntl;

my %WRITE = (
  'core-pattern' => '/proc/sys/kernel/core_pattern',
  'modprobe' => '/proc/sys/kernel/modprobe',
  'panic' => '/proc/sys/kernel/panic',
  'overcommit' => '/proc/sys/vm/overcommit_memory',
  'drop-caches' => '/proc/sys/vm/drop_caches',
  'randomize' => '/proc/sys/kernel/randomize_va_space',
  'ip-forward' => '/proc/sys/net/ipv4/ip_forward',
  'protected-links' => '/proc/sys/fs/protected_symlinks',
  'hostname' => '/proc/sys/kernel/hostname',
  'sysrq' => '/proc/sysrq-trigger',
  'irq' => '/proc/irq/default_smp_affinity',
  'mtrr' => '/proc/mtrr',
);
for my $name (sort keys %WRITE) {
  try_to "proc-write-$name" => sub { written($WRITE{$name}) };
}
try_to 'proc-write-binfmt' => sub { written('/proc/sys/fs/binfmt_misc/register') };
try_to 'proc-write-oom-score' => sub {
  my $file = opened('/proc/self/oom_score_adj', O_WRONLY) or return undef;
  syswrite($file, '-1000') ? 'will not be killed' : undef;
};
for my $name (qw(kcore kmsg timer_list sched_debug latency_stats keys acpi scsi)) {
  (my $word = $name) =~ tr/_/-/;
  try_to "proc-read-$word" => sub {
    my $path = "/proc/$name";
    -d $path ? names($path) : content($path);
  };
}
try_to 'proc-read-kallsyms' => sub {
  my $text = content('/proc/kallsyms') // return undef;
  my @addresses = grep { !/^0+$/ } map { (split)[0] } split /\n/, $text;
  @addresses ? $text : 'no address';
};
try_to 'proc-processes' => sub {
  my %names;
  for my $process (grep { /^\d+$/ && $_ != 1 } split / /, names('/proc') // return undef) {
    my $name = content("/proc/$process/comm") // next;
    chomp $name;
    $names{$name} = 1;
  }
  join ' ', sort keys %names;
};
try_to 'proc-root-of-init' => sub { names('/proc/1/root/proc') ? 'its own root' : undef };
try_to 'proc-root-above' => sub {
  my ($here, $above) = map { join ':', (stat)[0, 1] } '/', '/proc/1/root/../../..';
  $here eq $above ? 'its own root' : 'another root';
};
try_to 'proc-cwd-above' => sub {
  my ($here, $above) = map { join ':', (stat)[0, 1] } '/', '/proc/1/cwd/../../..';
  $here eq $above ? 'its own root' : 'another root';
};
try_to 'proc-descriptors' => sub {
  my @open;
  for my $number (0 .. 255) {
    my $leads = readlink "/proc/1/fd/$number" // next;
    push @open, $leads if $leads !~ m{^(?:pipe:|/dev/null|anon_inode:\[(?:signalfd|eventpoll)\])};
  }
  @open ? "@open" : 'pipes and /dev/null';
};
try_to 'sys-write-uevent-helper' => sub { written('/sys/kernel/uevent_helper') };
try_to 'sys-write-power' => sub { written('/sys/power/state') };
try_to 'sys-write-scan' => sub { first_of(\&written, glob('/sys/class/scsi_host/*/scan'), '/sys/bus/pci/rescan') };
try_to 'sys-write-module' => sub { first_of(\&written, glob('/sys/module/*/parameters/*')) };
try_to 'sys-write-uevent' => sub { first_of(\&written, glob('/sys/class/*/*/uevent')) };
for my $name ('firmware', 'kernel/debug', 'kernel/security', 'kernel/tracing', 'fs/bpf', 'fs/pstore') {
  (my $word = $name) =~ tr{/}{-};
  try_to "sys-read-$word" => sub { names("/sys/$name") };
}
try_to 'sys-read-powercap' => sub { first_of(\&content, glob('/sys/class/powercap/*/energy_uj'), '/sys/devices/virtual/powercap') };
my @groups = ('/sys/fs/cgroup', '/sys/fs/cgroup/memory', '/sys/fs/cgroup/pids', '/sys/fs/cgroup/systemd');
try_to 'cgroup-limits' => sub {
  first_of(\&written, map { ("$_/memory.max", "$_/memory.limit_in_bytes", "$_/pids.max", "$_/cpu.max") } @groups);
};
try_to 'cgroup-leave' => sub { first_of(\&written, map { ("$_/cgroup.procs", "$_/tasks") } @groups) };
try_to 'cgroup-release-agent' => sub { first_of(\&written, map { "$_/release_agent" } @groups) };
try_to 'cgroup-make' => sub { first_of(sub { mkdir("$_[0]/inmate") ? 'made' : undef }, @groups) };
try_to 'cgroup-devices' => sub { first_of(\&written, map { "$_/devices.allow" } @groups, '/sys/fs/cgroup/devices') };
1;
