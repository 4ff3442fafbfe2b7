# Namespaces of one's own, in which one would be root, and those of others.
use strict;
use warnings;
use Fcntl;

my %KINDS = (
  mount => 0x20000, cgroup => 0x2000000, uts => 0x4000000, ipc => 0x8000000,
  user => 0x10000000, pid => 0x20000000, net => 0x40000000, time => 0x80,
);

for my $kind (sort keys %KINDS) {
  try_to "namespace-$kind" => sub { call(272, $KINDS{$kind}) };
}
try_to 'namespace-clone3' => sub {
  my $arguments = pack('Q8', $KINDS{user}, 0, 0, 0, 17, 0, 0, 0);
  my $child = call(435, $arguments, 64) // return undef;
  POSIX::_exit(0) if $child == 0;
  'a process in a namespace of its own';
};
for my $kind (qw(mnt user net pid)) {
  try_to "namespace-join-$kind" => sub {
    my $file = opened("/proc/1/ns/$kind", O_RDONLY) or return undef;
    call(308, fileno $file, 0);
  };
}
try_to 'namespace-parent' => sub {
  my $file = opened('/proc/self/ns/user', O_RDONLY) or return undef;
  my $parent = ioctl($file, 0xb702, 0) or return undef;
  call(308, $parent, 0);
};

# Root of a user namespace, if it can be had, in which the rest is tried.
sub in_user_namespace {
  my ($more, $code) = @_;
  call(272, $KINDS{user} | $more) // return undef;
  $code->();
}
try_to 'namespace-user-mount' => sub {
  in_user_namespace($KINDS{mount}, sub { call(165, 'none', '/app/.docker_wrapper', 'tmpfs', 0, 0) });
};
try_to 'namespace-user-unmask' => sub {
  in_user_namespace($KINDS{mount}, sub { call(166, '/app/.docker_wrapper', 2) });
};
try_to 'namespace-user-writable' => sub {
  in_user_namespace($KINDS{mount}, sub { call(165, 'none', '/project', 0, 0x1020, 0) // return undef; written('/project/phys_in') });
};
try_to 'namespace-user-proc' => sub {
  in_user_namespace($KINDS{mount} | $KINDS{pid}, sub { call(165, 'proc', '/mnt', 'proc', 0, 0) });
};
try_to 'namespace-user-sysfs' => sub {
  in_user_namespace($KINDS{mount} | $KINDS{net}, sub { call(165, 'sysfs', '/mnt', 'sysfs', 0, 0) });
};
try_to 'namespace-user-sysfs-written' => sub {
  in_user_namespace($KINDS{mount} | $KINDS{net}, sub {
    call(165, 'sysfs', '/mnt', 'sysfs', 0, 0) // return undef;
    first_of(\&written, '/mnt/power/state', glob('/mnt/module/*/parameters/*'), glob('/mnt/class/tty/*/uevent'));
  });
};
try_to 'namespace-user-cgroup' => sub {
  in_user_namespace($KINDS{mount} | $KINDS{cgroup}, sub { call(165, 'cgroup', '/mnt', 'cgroup', 0, 'rdma') });
};
try_to 'namespace-user-mknod' => sub {
  in_user_namespace($KINDS{mount}, sub { call(133, '/app/null-of-root', 020666, 0x103) });
};
1;
