# One try for each capability that gives something to who has it.
use strict;
use warnings;
use Fcntl;
use Socket;

my $MINE = 'mine';

sub own_file {
  open(my $file, '>', $MINE) or die "$MINE: $!";
  return $file;
}

try_to 'capability-chown' => sub { own_file(); chown($> + 1, -1, $MINE) ? 'changed' : undef };
try_to 'capability-dac-override' => sub {
  own_file();
  chmod 0, $MINE;
  my $got = content($MINE);
  my $error = $!;
  unlink $MINE;
  $! = $error;
  $got;
};
try_to 'capability-dac-read-search' => sub {
  my $handle = pack('I i x128', 128, 0);
  my ($mount, $path) = (pack('i', 0), '/app');
  syscall(303, -100, $path, $handle, $mount, 0) == 0 or return undef;
  my $directory = opened('/app', O_RDONLY) or return undef;
  call(304, fileno $directory, $handle, O_RDONLY);
};
try_to 'capability-setuid' => sub { call(117, $> + 1, $> + 1, $> + 1) };
try_to 'capability-setgid' => sub { my $other = $) + 1; call(119, $other, $other, $other) };
try_to 'capability-setgroups' => sub { my $groups = pack('I', 0); call(116, 1, $groups) };
try_to 'capability-setpcap' => sub { call(157, 24, 0, 0, 0, 0) };
try_to 'capability-ambient' => sub { call(157, 47, 2, 21, 0, 0) };
try_to 'capability-capset' => sub {
  my $all = pack('I6', (0xffffffff) x 6);
  call(126, pack('I i', 0x20080522, 0), $all);
};
try_to 'capability-setfcap' => sub {
  own_file();
  call(188, $MINE, 'security.capability', pack('I5', 0x02000001, 1 << 21, 0, 0, 0), 20, 0);
};
try_to 'capability-linux-immutable' => sub {
  my $file = own_file();
  my $flags = pack('L', 0x10);
  ioctl($file, 0x40086602, $flags) ? 'immutable' : undef;
};
try_to 'capability-net-admin' => sub {
  socket(my $socket, AF_INET, SOCK_DGRAM, 0) or return undef;
  my $down = pack('a16 s x22', 'lo', 0);
  ioctl($socket, 0x8914, $down) ? 'lo is down' : undef;
};
try_to 'capability-net-raw' => sub { socket(my $raw, AF_INET, SOCK_RAW, 1) ? 'raw socket' : undef };
try_to 'capability-net-packet' => sub { socket(my $raw, 17, SOCK_RAW, 0x300) ? 'raw socket' : undef };
try_to 'capability-sys-module' => sub { call(176, 'no_such_module', 0) };
try_to 'capability-sys-rawio-iopl' => sub { call(172, 3) };
try_to 'capability-sys-rawio-ioperm' => sub { call(173, 0x80, 1, 1) };
try_to 'capability-sys-chroot' => sub { chroot('/') ? 'changed' : undef };
try_to 'capability-sys-pacct' => sub { own_file(); call(163, "/app/$MINE") };
try_to 'capability-sys-admin-hostname' => sub { call(170, 'inmate', 6) };
try_to 'capability-sys-admin-domainname' => sub { call(171, 'inmate', 6) };
try_to 'capability-sys-admin-quota' => sub { call(179, 0x80000200, '/dev/null', 0, "\0" x 128) };
try_to 'capability-sys-admin-fanotify' => sub { call(300, 0, 0) };
try_to 'capability-sys-nice' => sub { call(141, 0, 0, -20) };
try_to 'capability-sys-nice-realtime' => sub { call(144, 0, 1, pack('i', 1)) };
try_to 'capability-sys-nice-io' => sub { call(251, 1, 0, 1 << 13) };
try_to 'capability-sys-resource' => sub {
  my $limits = "\0" x 16;
  syscall(302, 0, 7, 0, $limits) == 0 or return undef;
  my ($soft, $hard) = unpack 'QQ', $limits;
  call(302, 0, 7, pack('QQ', $soft, $hard + 1), 0);
};
try_to 'capability-sys-time' => sub { call(227, 0, pack('qq', time, 0)) };
try_to 'capability-sys-time-adjust' => sub { call(159, pack('I x4 q x192', 0x2, 0)) };
try_to 'capability-sys-time-offset' => sub { call(164, pack('qq', time, 0), 0) };
try_to 'capability-sys-tty-config' => sub { call(153) };
try_to 'capability-sys-boot' => sub { call(169, 0xfee1dead, 672274793, 0, 0) };
try_to 'capability-sys-boot-kexec' => sub { call(246, 0, 0, 0, 0) };
try_to 'capability-sys-swap' => sub { own_file(); call(167, "/app/$MINE", 0) };
try_to 'capability-mknod-char' => sub { call(133, 'null-of-mine', 020666, 0x103) };
try_to 'capability-mknod-block' => sub { call(133, 'disk-of-mine', 060666, 0x800) };
try_to 'capability-audit' => sub {
  socket(my $audit, 16, SOCK_RAW, 9) or return undef;
  defined send($audit, pack('I S S I I a8', 24, 1107, 5, 1, 0, 'inmate'), 0) or return undef;
  recv($audit, my $answer, 4096, 0) // return undef;
  my ($size, $type, $flags, $number, $from, $error) = unpack 'I S S I I i', $answer;
  return "answer of type $type" if $type != 2 || !$error;
  $! = -$error;
  undef;
};
try_to 'capability-syslog' => sub { my $text = "\0" x 4096; call(103, 3, $text, 4096) };
try_to 'capability-wake-alarm' => sub { call(283, 8, 0) };
try_to 'capability-perfmon' => sub { call(298, pack('I I Q x104', 1, 112, 0), -1, 0, -1, 0) };
try_to 'capability-bpf' => sub { call(321, 5, pack('I I Q Q x80', 1, 2, 0, 0), 112) };
try_to 'capability-checkpoint-restore' => sub { written('/proc/sys/kernel/ns_last_pid') };
try_to 'capabilities-in-status' => sub {
  open(my $status, '<', '/proc/self/status') or return undef;
  join(' ', map { /^(Cap\w+|NoNewPrivs|Seccomp):\s+(\S+)/ ? "$1=$2" : () } <$status>);
};
1;
