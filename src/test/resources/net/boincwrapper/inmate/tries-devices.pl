# Devices, and the terminals of others.
use strict;
use warnings;
use Fcntl;

for my $name (qw(mem kmem port kmsg console tty0 tty vda sda nvme0n1 mapper/control loop-control fuse kvm vhost-vsock
    net/tun uinput snapshot hpet rtc0 watchdog dri/card0 nvidiactl)) {
  (my $word = $name) =~ tr{/}{-};
  try_to "device-$word" => sub { opened("/dev/$name", O_RDWR | O_NONBLOCK | O_NOCTTY) ? 'open' : undef };
}
try_to 'device-list' => sub { names('/dev') };
# What a block device of the host has for a number, made where nothing forbids devices.
try_to 'device-made-and-read' => sub {
  my $text = first_of(sub { content("$_[0]/dev") }, glob('/sys/class/block/*')) // return undef;
  my ($major, $minor) = $text =~ /(\d+):(\d+)/ or return undef;
  call(133, '/tmp/disk', 060600, $major << 8 | $minor) // return undef;
  content('/tmp/disk');
};
try_to 'terminal-injection' => sub {
  my $terminal = first_of(sub { opened($_[0], O_RDWR) && 'open' }, '/dev/tty', '/dev/console') // return undef;
  my $file = opened('/dev/tty', O_RDWR) or return undef;
  my $letter = ' ';
  ioctl($file, 0x5412, $letter) ? 'typed' : undef;
};
try_to 'terminal-of-others' => sub { my $all = names('/dev/pts') // return undef; $all eq 'ptmx' ? 'none' : $all };
1;
