# What a Dockerfile's RUN tries while the image is built.
use strict;
use warnings;
use Fcntl;
use Socket;
our %FACTS;

my $KEYS = join '|', map { scalar reverse $FACTS{$_} } 'key', 'secret';

sub tcp {
  socket(my $socket, AF_INET, SOCK_STREAM, 0) or return undef;
  connect($socket, pack_sockaddr_in($_[1], inet_aton($_[0]))) ? 'connected' : undef;
}

# In the first version of control groups, what holds them is a file system in memory that is the container's own.
my @GROUPS = -e '/sys/fs/cgroup/cgroup.controllers' ? '/sys/fs/cgroup' : glob('/sys/fs/cgroup/*');

sub local_socket {
  socket(my $socket, AF_UNIX, SOCK_STREAM, 0) or return undef;
  connect($socket, pack_sockaddr_un($_[0])) ? 'connected' : undef;
}

try_to 'build-user' => sub { $> };
try_to 'build-capabilities' => sub {
  my ($effective) = content('/proc/self/status') =~ /^CapEff:\s+(\S+)/m;
  hex($effective) & 1 << 21 ? 'SYS_ADMIN' : hex $effective ? 'some, without SYS_ADMIN' : 'none';
};
try_to 'build-raw-socket' => sub { socket(my $raw, AF_INET, SOCK_RAW, 1) ? 'raw socket' : undef };
try_to 'build-mount' => sub { call(165, 'none', '/mnt', 'tmpfs', 0, 0) };
try_to 'build-namespace' => sub { call(272, 0x20000) };
try_to 'build-module' => sub { call(176, 'no_such_module', 0) };
try_to 'build-clock' => sub { call(227, 0, pack('qq', time, 0)) };
try_to 'build-reboot' => sub { call(169, 0xfee1dead, 672274793, 0, 0) };
try_to 'build-kernel-log' => sub { my $text = "\0" x 4096; call(103, 3, $text, 4096) };
try_to 'build-core-pattern' => sub { written('/proc/sys/kernel/core_pattern') };
try_to 'build-sysrq' => sub { written('/proc/sysrq-trigger') };
try_to 'build-kcore' => sub { content('/proc/kcore') };
try_to 'build-cgroup' => sub { first_of(sub { mkdir("$_[0]/inmate") ? 'made' : undef }, @GROUPS) };
try_to 'build-host-handle' => sub {
  my $handle = pack('I i x128', 128, 0);
  my ($mount, $path) = (pack('i', 0), '/etc/hosts');
  syscall(303, -100, $path, $handle, $mount, 0) == 0 or return undef;
  my $file = opened('/etc/hosts', O_RDONLY) or return undef;
  call(304, fileno $file, $handle, O_RDONLY);
};
try_to 'build-disk' => sub {
  my $text = first_of(sub { content("$_[0]/dev") }, glob('/sys/class/block/*')) // return undef;
  my ($major, $minor) = $text =~ /(\d+):(\d+)/ or return undef;
  call(133, '/tmp/disk', 060600, $major << 8 | $minor) // return undef;
  my $got = content('/tmp/disk');
  my $error = $!;
  unlink '/tmp/disk';
  $! = $error;
  defined $got ? 'read' : undef;
};
try_to 'build-processes' => sub {
  my $others = grep { /^\d+$/ && (content("/proc/$_/cmdline") // '') !~ /inmate|^nothing$/ } split / /, names('/proc');
  $others ? "others: $others" : 'only its own';
};
try_to 'build-signal' => sub { $FACTS{pid} == $$ ? 'its own' : kill(0, $FACTS{pid}) ? 'reached' : undef };
try_to 'build-client-files' => sub { first_of(\&content, map { "$FACTS{boinc}/$_" } 'gui_rpc_auth.cfg', 'client_state.xml', 'slots/1/secret') };
try_to 'build-context' => sub { names('/context') };
try_to 'build-context-secrets' => sub {
  my @found = split /\n/, `grep -rlsE '$KEYS' /context`;
  @found ? "@found" : 'none';
};
try_to 'build-environment' => sub { my $all = join ' ', sort map { "$_=$ENV{$_}" } keys %ENV; $all =~ /$KEYS/ ? $all : 'no key' };
try_to 'build-engine-socket' => sub {
  first_of(
    \&local_socket,
    '/var/run/docker.sock', '/run/docker.sock', '/run/podman/podman.sock', '/run/containerd/containerd.sock');
};
try_to 'build-hosts-loopback' => sub { first_of(sub { tcp('127.0.0.1', $_[0]) }, $FACTS{port}, 31416) };
try_to 'build-hosts-abstract-socket' => sub { local_socket("\0$FACTS{abstract}") };
try_to 'build-hosts-network' => sub { first_of(sub { tcp($_[0], $FACTS{port}) }, split / /, $FACTS{addresses}) ? 'connected' : undef };
try_to 'build-processes-without-end' => sub {
  my $limit = first_of(\&content, '/sys/fs/cgroup/pids/pids.max', '/sys/fs/cgroup/pids.max') // return undef;
  $limit =~ /max/ ? 'no limit' : $limit;
};
try_to 'build-setuid-file' => sub {
  open(my $in, '<', '/usr/bin/id') or return undef;
  open(my $out, '>', '/usr/bin/id-of-root') or return undef;
  print $out do { local $/; <$in> };
  close $out or return undef;
  chmod(04755, '/usr/bin/id-of-root') ? 'made' : undef;
};
1;
